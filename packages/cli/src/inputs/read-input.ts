import { readFile } from 'node:fs/promises';

import { FigmentError, type HostArray, type Shape } from '@figment/core';
import { decodeImage } from '@figment/core/data';
import type { HostValue, Kind } from '@figment/core/plugin';

import { type AnyDataset, findExample } from './data-source.ts';

/** What reading an input may need. */
export interface InputContext {
  /** Shapes of what the model takes, by kind. */
  readonly shapes: Readonly<Partial<Record<Kind, Shape>>>;
  /** The data that the model was trained on, for `data:…`. */
  readonly data: () => Promise<AnyDataset>;
}

/**
 * An input from what stands on the command line: words, a file, or `data:NUMBER` and `data:WORDS` for an example of the training data.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `IMAGE_UNREADABLE`, `INPUT_INVALID`
 */
export async function readInput(kind: Kind, said: string, name: string, context: InputContext): Promise<HostValue<Kind>> {
  if (kind === 'text') return said;
  if (kind === 'label') return integer(said, name);
  // A conversation is a JSON file, or one thing to be answered.
  if (kind === 'chat' && !said.endsWith('.json')) return [{ role: 'user', content: said }];
  if (said.startsWith('data:')) return await exampleOf(kind, said.slice('data:'.length), name, context);
  const file = await open(said, name);
  if (kind === 'image') return floats(await decodeImage(file, imageOptions(context.shapes.image), said));
  if (kind === 'mask') return floats(await decodeImage(file, { ...imageOptions(context.shapes.image), channels: 1 }, said));
  return parsed(file.toString('utf8'), kind, said, name);
}

async function exampleOf(kind: Kind, wanted: string, name: string, { data }: InputContext): Promise<HostValue<Kind>> {
  const dataset = await data();
  const field = Object.entries(dataset.fields).find(([, spec]) => spec.kind === kind)?.[0];
  if (field === undefined) throw new FigmentError('INPUT_INVALID', `--${name} takes ${kind}, which ${dataset.title} does not have.`);
  const read = await dataset.read([await findExample(dataset, wanted)]);
  const { data: values, shape } = read[field] as HostArray;
  return floats({ data: values, shape: shape.slice(1) });
}

/** Pictures are fitted to what the model takes. */
function imageOptions(shape: Shape | undefined): { size?: readonly [number, number]; channels?: 1 | 3 } {
  const [height, width, channels] = shape ?? [];
  return { ...(height !== undefined && width !== undefined && { size: [height, width] as const }), ...((channels === 1 || channels === 3) && { channels }) };
}

function floats(array: HostArray): HostArray<Float32Array> {
  const { data, shape } = array;
  return { data: data instanceof Uint8Array ? Float32Array.from(data, (byte) => byte / 255) : Float32Array.from(data), shape };
}

function integer(said: string, name: string): number {
  const value = Number(said);
  if (!Number.isSafeInteger(value)) throw new FigmentError('INPUT_INVALID', `--${name} must be a whole number, got ${said}.`);
  return value;
}

async function open(path: string, name: string): Promise<Buffer> {
  return await readFile(path).catch((cause: unknown) => {
    throw new FigmentError('FILE_NOT_FOUND', `--${name} must name a file that can be read, or data:NUMBER or data:WORDS, got ${path}.`, { cause });
  });
}

/** `{ "data": […], "shape": […] }`, or nested lists, or what the kind is as JSON. */
function parsed(text: string, kind: Kind, path: string, name: string): HostValue<Kind> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FigmentError('INPUT_INVALID', `--${name} takes ${kind} from a JSON file, and ${path} is none.`, { cause });
  }
  if (Array.isArray(value) && kind !== 'chat') return { data: numbers(value.flat(Infinity) as number[], kind), shape: shapeOf(value) };
  if (typeof value === 'object' && value !== null && 'data' in value && 'shape' in value) {
    const { data, shape } = value as { data: number[]; shape: number[] };
    return { data: numbers(data, kind), shape };
  }
  return value as HostValue<Kind>;
}

function numbers(values: readonly number[], kind: Kind): Float32Array | Int32Array {
  return kind === 'tokens' ? Int32Array.from(values) : Float32Array.from(values);
}

function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}
