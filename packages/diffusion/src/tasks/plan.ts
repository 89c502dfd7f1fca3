import { FigmentError } from '@figment/core';
import { type Contribution, parseSchema, type Wait } from '@figment/core/plugin';

import type { Diffuser } from '../network/diffuser.ts';
import type { SamplingPlan, SchedulerDefinition } from '../schedulers/scheduler.ts';
import { found } from './found.ts';
import type { SamplingOptions } from './options.ts';
import { automatic, schedulers } from './built-in.ts';

/**
 * The plan of the sampler that options name, of this package or of a plugin.
 *
 * @throws FigmentError `OPTIONS_INVALID` for a sampler that nobody knows, options that it refuses, or more steps than there are times;
 * `SCHEDULER_MISMATCH` where it can't read what the model predicts
 */
export async function planOf({ process, prediction }: Diffuser, { sampler, samplerOptions, steps }: SamplingOptions & { readonly steps: number }, brought: readonly Contribution[], wait: Wait): Promise<SamplingPlan> {
  if (steps > process.trainingSteps) throw new FigmentError('OPTIONS_INVALID', `options.steps must be at most the ${process.trainingSteps} that the model was trained with (process.trainingSteps), got ${steps}.`);
  const definition = await wait(found<SchedulerDefinition>(sampler === 'auto' ? automatic[process.kind] : sampler, schedulers, brought, 'options.sampler'));
  if (!definition.processes.includes(process.kind)) {
    throw new FigmentError('SCHEDULER_MISMATCH', `options.sampler must be one for a process of kind ${process.kind}, which this model has; ${sampler} is for ${definition.processes.join(', ')}.`);
  }
  if (!definition.predictions.includes(prediction)) {
    throw new FigmentError('SCHEDULER_MISMATCH', `options.sampler must be one that reads ${prediction}, which this model predicts; ${sampler} reads ${definition.predictions.join(', ')}.`);
  }
  const options = parseSchema(definition.options, samplerOptions, 'options.samplerOptions', 'OPTIONS_INVALID');
  return definition.build({ process, prediction, steps }, options);
}
