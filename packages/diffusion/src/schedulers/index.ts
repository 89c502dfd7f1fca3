/**
 * Ways from noise to data, as pure values: `euler.build({ process, prediction, steps })` is a whole plan, and its `step` has no hidden state.
 * Options are called what diffusers calls them, in camel case.
 *
 * @module
 */
export { combine, type Term } from '../combine.ts';
export { type SchedulerId, schedulerLoaders } from './catalogue.ts';
export { type CleanBounds, cleanSample } from './clean-sample.ts';
export { ddim } from './ddim.ts';
export { ddimInverse } from './ddim-inverse.ts';
export { ddpm } from './ddpm.ts';
export { defineScheduler, type SchedulerSpec } from './define.ts';
export { deis } from './deis.ts';
export { dpmMultistep } from './dpm-multistep.ts';
export { dpmSinglestep } from './dpm-singlestep.ts';
export { edmDpmMultistep } from './edm-dpm-multistep.ts';
export { edmEuler } from './edm-euler.ts';
export { euler } from './euler.ts';
export { eulerAncestral } from './euler-ancestral.ts';
export { flowMatchEuler } from './flow-match-euler.ts';
export { flowMatchHeun } from './flow-match-heun.ts';
export type { Grid } from './grids/interpolated-grid.ts';
export { heun } from './heun.ts';
export { kdpm2, kdpm2Ancestral } from './kdpm2.ts';
export { lcm } from './lcm.ts';
export { lms } from './lms.ts';
export { planOf, type PlanParts } from './plan.ts';
export { pndm } from './pndm.ts';
export type { SamplingPlan, SchedulerCall, SchedulerDefinition, SolverState } from './scheduler.ts';
export { tcd } from './tcd.ts';
export { unipc } from './unipc.ts';
