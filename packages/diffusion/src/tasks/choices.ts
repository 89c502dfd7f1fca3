import type { NamedValue } from '@figment/core/plugin';

import { GUIDANCE, SCHEDULERS } from '../doors.ts';
import type { SchedulerDefinition } from '../schedulers/scheduler.ts';
import { guidanceMethods, schedulers } from './built-in.ts';
import type { DiffusionModel } from './model.ts';

/** It goes from a picture to its noise: a way for `invert`, but not to pictures. */
const backwards = 'ddim-inverse';

/** The samplers that can go back through a model's process by what its network predicts, and the methods of guidance. */
export async function choicesOf({ diffuser: { process, prediction }, contributions }: DiffusionModel): Promise<{ readonly sampler: readonly NamedValue[]; readonly guidanceMethod: readonly NamedValue[] }> {
  const own = await Promise.all(Object.values(schedulers).map((load) => load()));
  const samplers = [...own, ...(contributions[SCHEDULERS] ?? []) as readonly SchedulerDefinition[]];
  const fitting = samplers.filter(({ id, processes, predictions }) => id !== backwards && processes.includes(process.kind) && predictions.includes(prediction));
  const methods = [...await Promise.all(Object.values(guidanceMethods).map((load) => load())), ...contributions[GUIDANCE] ?? []];
  return {
    sampler: [{ value: 'auto', title: 'Automatic', description: 'What suits the model.' }, ...fitting.map(named)],
    guidanceMethod: methods.map(named),
  };
}

function named({ id, title, description }: { readonly id: string; readonly title: string; readonly description?: string | undefined }): NamedValue {
  return { value: id, title, description };
}
