import type { TaskSpec } from '@figment/core/plugin';

import type { AnyDataset } from '../inputs/data-source.ts';
import type { TrainedModel } from './starting-model.ts';

/** Characters of a sample. */
const LENGTH = 160;
/** The words that a sample begins with. */
const beginning = /^\s*(?:\S+\s+){0,2}\S+/;

/** Has a model of texts show what it can: it goes on from how an example begins, or writes the counterpart of one. Nothing for other models. */
export async function sampleText(model: TrainedModel, data: AnyDataset, seed: number): Promise<string | undefined> {
  const found = textTask(model);
  const field = Object.entries(data.fields).find(([name, { kind }]) => kind === 'text' && name !== 'target')?.[0];
  if (found === undefined || field === undefined) return undefined;
  const example = ((await data.read([0]))[field] as readonly [string])[0];
  const given = 'target' in data.fields ? example.slice(0, LENGTH) : beginning.exec(example.slice(0, LENGTH))?.[0] ?? '';
  const { name, input } = found;
  let text = '';
  const sampling = model.tasks[name]!.sample(Object.fromEntries([[input, given]]), { seed }) as AsyncIterable<{ readonly sample: string }>;
  for await (const { sample } of sampling) {
    text = sample;
    if (text.length >= LENGTH) break;
  }
  const shown = text.startsWith(given) ? text : `${given} … ${text}`;
  return shown.replaceAll(/\s+/g, ' ').trim();
}

/** The first task that makes a text of one text. */
function textTask({ definition, tasks }: TrainedModel): { readonly name: string; readonly input: string } | undefined {
  for (const [name, { input, output }] of Object.entries((definition).tasks as Readonly<Record<string, TaskSpec>>)) {
    const [first, ...others] = Object.entries(input);
    if (output === 'text' && first?.[1] === 'text' && others.length === 0 && tasks[name]?.unavailable === undefined) return { name, input: first[0] };
  }
  return undefined;
}
