import { FigmentError } from '../errors.ts';
import { isTensor, type Shape } from '../tensor.ts';
import { checkKind, checkKindNumbers } from './kinds/kind.ts';
import { isObject } from './schema/mismatch.ts';
import { nearest } from './schema/nearest.ts';
import { shown } from './schema/path.ts';
import type { InputSpec } from './spec/v1.ts';

/** Shapes that a model takes, by kind; more axes before them are fine (`[N, H, W, C]` where it takes `[H, W, C]`). */
export type InputShapes = Readonly<Partial<Record<string, Shape>>>;

/**
 * Checks a task's input at the door: fields, dtypes, shapes.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function checkInput(spec: InputSpec, input: unknown, shapes: InputShapes = {}): asserts input is Record<string, unknown> {
  const names = Object.keys(spec);
  if (!isObject(input)) throw new FigmentError('INPUT_INVALID', `input must be an object with ${names.join(', ') || 'no fields'}, got ${shown(input)}.`);
  for (const name of Object.keys(input)) {
    if (name in spec) continue;
    const near = nearest(name, names);
    throw new FigmentError('INPUT_INVALID', `input.${name} is not known; ${near === undefined ? `the input has ${names.join(', ') || 'no fields'}.` : `did you mean input.${near}?`}`);
  }
  for (const [name, kind] of Object.entries(spec)) {
    checkKind(kind, input[name], `input.${name}`);
    checkShape(input[name], shapes[kind], `input.${name}`);
  }
}

function checkShape(value: unknown, shape: Shape | undefined, name: string): void {
  if (shape === undefined || !isTensor(value)) return;
  const has: Shape = value.shape.slice(-shape.length);
  if (has.length === shape.length && has.every((length, i) => length === shape[i])) return;
  throw new FigmentError('INPUT_INVALID', `${name} must have the shape [${shape.join(', ')}] that this model takes, got [${value.shape.join(', ')}].`);
}

/**
 * Checks the numbers in a task's input, which have to be read for it.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export async function checkInputNumbers(spec: InputSpec, input: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, kind] of Object.entries(spec)) await checkKindNumbers(kind, input[name], `input.${name}`);
}
