import { FigmentError } from '@figment/core';
import { parseSchema, type Schema } from '@figment/core/plugin';

import type { SamplingPlan, SchedulerCall, SchedulerDefinition } from './scheduler.ts';

/** What a schema makes of options. */
export type Parsed<O extends Schema> = NonNullable<O['~standard']['types']>['output'];

/** A scheduler, and how it plans once its call and options are known to be good. */
export interface SchedulerSpec<O extends Schema> extends Omit<SchedulerDefinition<O>, 'build'> {
  /** The whole way; what is asked has been checked. */
  plan(call: SchedulerCall, options: Parsed<O>): SamplingPlan;
}

/** A scheduler whose calls are checked before it plans: errors are the same for all. */
export function defineScheduler<O extends Schema>(spec: SchedulerSpec<O>): SchedulerDefinition<O> {
  return {
    ...spec,
    build(call, options) {
      checkCall(spec, call);
      return spec.plan(call, parseSchema(spec.options, options ?? {}, 'scheduler', 'OPTIONS_INVALID'));
    },
  };
}

function checkCall({ id, predictions, processes }: Omit<SchedulerDefinition, 'build'>, { process, prediction, steps }: SchedulerCall): void {
  if (!predictions.includes(prediction)) {
    throw new FigmentError('SCHEDULER_MISMATCH', `${id} is for denoisers that predict ${predictions.join(', ')}, got one that predicts ${prediction}.`);
  }
  if (!processes.includes(process.kind)) {
    throw new FigmentError('SCHEDULER_MISMATCH', `${id} is for processes that are ${processes.join(', ')}, got ${process.kind}.`);
  }
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= process.trainingSteps)) {
    throw new FigmentError('SCHEDULE_INVALID', `steps must be an integer from 1 to the ${process.trainingSteps} that the model was trained with, got ${steps}.`);
  }
}

/** Steps or times that no way from noise to data can be made of. */
export function invalidSchedule(message: string): FigmentError {
  return new FigmentError('SCHEDULE_INVALID', message);
}
