import type * as z from 'zod';

import { ddim } from '../schedulers/ddim.ts';
import { ddimInverse } from '../schedulers/ddim-inverse.ts';
import { ddpm } from '../schedulers/ddpm.ts';
import { deis } from '../schedulers/deis.ts';
import { dpmMultistep } from '../schedulers/dpm-multistep.ts';
import { dpmSinglestep } from '../schedulers/dpm-singlestep.ts';
import { edmDpmMultistep } from '../schedulers/edm-dpm-multistep.ts';
import { edmEuler } from '../schedulers/edm-euler.ts';
import { eulerAncestral } from '../schedulers/euler-ancestral.ts';
import { euler } from '../schedulers/euler.ts';
import { flowMatchEuler } from '../schedulers/flow-match-euler.ts';
import { flowMatchHeun } from '../schedulers/flow-match-heun.ts';
import { heun } from '../schedulers/heun.ts';
import { kdpm2, kdpm2Ancestral } from '../schedulers/kdpm2.ts';
import { lcm } from '../schedulers/lcm.ts';
import { lms } from '../schedulers/lms.ts';
import { pndm } from '../schedulers/pndm.ts';
import type { SchedulerDefinition } from '../schedulers/scheduler.ts';
import { tcd } from '../schedulers/tcd.ts';
import { unipc } from '../schedulers/unipc.ts';

/** What a class of diffusers 0.42 is here, and its own defaults of what noise processes need. */
export interface SchedulerClass {
  readonly definition: SchedulerDefinition<z.ZodObject>;
  readonly betas: { readonly start: number; readonly end: number; readonly schedule: string };
  /** Divides by alpha: with zero terminal SNR, alphaBar of the last step is 2^-24 instead of 0. */
  readonly dividesByAlpha?: boolean | undefined;
}

const ddpmBetas = { start: 1e-4, end: 0.02, schedule: 'linear' };
const heunBetas = { start: 0.00085, end: 0.012, schedule: 'linear' };
const lcmBetas = { start: 0.00085, end: 0.012, schedule: 'scaled_linear' };

const classes = {
  DDPMScheduler: { definition: ddpm, betas: ddpmBetas },
  DDIMScheduler: { definition: ddim, betas: ddpmBetas },
  DDIMInverseScheduler: { definition: ddimInverse, betas: ddpmBetas },
  PNDMScheduler: { definition: pndm, betas: ddpmBetas },
  LCMScheduler: { definition: lcm, betas: lcmBetas },
  TCDScheduler: { definition: tcd, betas: lcmBetas },
  EulerDiscreteScheduler: { definition: euler, betas: ddpmBetas, dividesByAlpha: true },
  EulerAncestralDiscreteScheduler: { definition: eulerAncestral, betas: ddpmBetas, dividesByAlpha: true },
  HeunDiscreteScheduler: { definition: heun, betas: heunBetas, dividesByAlpha: true },
  LMSDiscreteScheduler: { definition: lms, betas: ddpmBetas, dividesByAlpha: true },
  KDPM2DiscreteScheduler: { definition: kdpm2, betas: heunBetas, dividesByAlpha: true },
  KDPM2AncestralDiscreteScheduler: { definition: kdpm2Ancestral, betas: heunBetas, dividesByAlpha: true },
  DPMSolverMultistepScheduler: { definition: dpmMultistep, betas: ddpmBetas, dividesByAlpha: true },
  DPMSolverSinglestepScheduler: { definition: dpmSinglestep, betas: ddpmBetas, dividesByAlpha: true },
  DEISMultistepScheduler: { definition: deis, betas: ddpmBetas, dividesByAlpha: true },
  UniPCMultistepScheduler: { definition: unipc, betas: ddpmBetas, dividesByAlpha: true },
  EDMEulerScheduler: { definition: edmEuler, betas: ddpmBetas },
  EDMDPMSolverMultistepScheduler: { definition: edmDpmMultistep, betas: ddpmBetas },
  FlowMatchEulerDiscreteScheduler: { definition: flowMatchEuler, betas: ddpmBetas },
  FlowMatchHeunDiscreteScheduler: { definition: flowMatchHeun, betas: ddpmBetas },
} as const;

/** By the names of their classes. */
export const schedulerClasses = classes as unknown as Readonly<Record<string, SchedulerClass>>;
