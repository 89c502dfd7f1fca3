import { FigmentError } from '../errors.ts';
import { checkKind, checkKindNumbers } from './kinds/kind.ts';
import { isObject } from './schema/mismatch.ts';
import { nearest } from './schema/nearest.ts';
import { shown } from './schema/path.ts';
import type { InputSpec } from './spec/v1.ts';

/**
 * Checks a task's input at the door: fields, dtypes, shapes.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function checkInput(spec: InputSpec, input: unknown): asserts input is Record<string, unknown> {
  const names = Object.keys(spec);
  if (!isObject(input)) throw new FigmentError('INPUT_INVALID', `input must be an object with ${names.join(', ') || 'no fields'}, got ${shown(input)}.`);
  for (const name of Object.keys(input)) {
    if (name in spec) continue;
    const near = nearest(name, names);
    throw new FigmentError('INPUT_INVALID', `input.${name} is not known; ${near === undefined ? `the input has ${names.join(', ') || 'no fields'}.` : `did you mean input.${near}?`}`);
  }
  for (const [name, kind] of Object.entries(spec)) checkKind(kind, input[name], `input.${name}`);
}

/**
 * Checks the numbers in a task's input, which have to be read for it.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export async function checkInputNumbers(spec: InputSpec, input: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, kind] of Object.entries(spec)) await checkKindNumbers(kind, input[name], `input.${name}`);
}
