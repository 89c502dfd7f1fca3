import type { Tensor } from '@figment/core';
import { tidy } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';

import { SCHEDULERS } from '../doors.ts';
import type { Space } from '../network/diffuser.ts';
import type { SamplingPlan } from '../schedulers/scheduler.ts';
import type { DiffusionModel } from './model.ts';
import type { GuidanceOptions, SamplingOptions } from './options.ts';
import { planOf } from './plan.ts';
import { type Guided, guidedBy } from './predictor.ts';

/** All that options say, checked and loaded. */
export interface Begun {
  readonly plan: SamplingPlan;
  readonly steps: number;
  readonly space: Space;
  readonly guided: Guided;
}

/** Checks all that options say of a way, before anything is allocated. */
export async function begin(model: DiffusionModel, options: Omit<SamplingOptions & GuidanceOptions, 'steps' | 'guidance'> & { readonly steps?: number | undefined; readonly guidance?: number | undefined }, { wait }: Pick<RunCall, 'wait'>): Promise<Begun> {
  const space = model.space();
  const { steps = model.usual.steps, guidance = model.usual.guidance } = options;
  const way = options.sampler === 'auto' ? { sampler: model.usual.sampler ?? 'auto', samplerOptions: { ...model.usual.samplerOptions, ...options.samplerOptions } } : options;
  const plan = await wait(planOf(model.diffuser, { ...options, ...way, steps }, model.contributions[SCHEDULERS] ?? [], wait));
  const guided = await wait(guidedBy(model, { ...options, guidance }, wait));
  return { plan, steps, space, guided };
}

/** The values of a sample at the end of its way, which it is freed for. */
export function finished(space: Space, end: Tensor): Tensor {
  const values = tidy(() => space.decode(end));
  end.dispose();
  return values;
}
