import type { GuidanceDefinition } from '../guidance/guidance.ts';
import type { ProcessKind } from '../noise/process.ts';
import { schedulerLoaders, type SchedulerId } from '../schedulers/catalogue.ts';
import type { SchedulerDefinition } from '../schedulers/scheduler.ts';
import type { BuiltIn } from './found.ts';

/** The samplers of this package, by id; each is loaded when it is asked for. */
export const schedulers: BuiltIn<SchedulerDefinition> = schedulerLoaders;

/** What suits a process in few steps. */
export const automatic: Readonly<Record<ProcessKind, SchedulerId>> = { flow: 'flow-match-euler', variancePreserving: 'dpm-multistep', varianceExploding: 'edm-dpm-multistep' };

/** How answers with and without a condition are put together, by id. */
export const guidanceMethods: BuiltIn<GuidanceDefinition> = {
  'classifier-free': async () => (await import('../guidance/classifier-free.ts')).classifierFree,
};
