import { FigmentError } from '@figment/core';
import type { HostValue, Kind, TaskSpec } from '@figment/core/plugin';
import { key, randintArray } from '@figment/core/random';

import { promptInput } from '../models/choose-task.ts';
import { nameOf } from '../inputs/data-source.ts';
import { type InputContext, readInput } from '../inputs/read-input.ts';
import type { Output } from '../output/output.ts';

/** A task's inputs in host memory, by name. Those that the command line leaves out are drawn from the training data by the seed; a prompt is empty then. */
export async function gatherInputs(task: TaskSpec, said: Readonly<Record<string, unknown>>, context: InputContext, seed: number, output: Output): Promise<Record<string, HostValue<Kind>>> {
  const names = Object.entries(task.input);
  const input: Record<string, HostValue<Kind>> = {};
  for (const [position, [name, kind]] of names.entries()) {
    const text = said[name];
    if (typeof text === 'string') {
      input[name] = await readInput(kind, text, name, context);
      continue;
    }
    if (kind === 'text' && name === 'prompt') {
      input[name] = '';
      continue;
    }
    if (kind === 'text' || kind === 'label' || kind === 'chat') throw new FigmentError('INPUT_INVALID', `--${name === promptInput(task) ? 'prompt' : name} (${kind}) must be given.`);
    const dataset = await context.data();
    const index = randintArray(key(seed), names.length, { min: 0, max: dataset.size })[position] ?? 0;
    input[name] = await readInput(kind, `data:${index}`, name, context);
    output.line(`--${name} data:${index}   ${await nameOf(dataset, index)}`);
    output.event('input', { name, example: index });
  }
  return input;
}
