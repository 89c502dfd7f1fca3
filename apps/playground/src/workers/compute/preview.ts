import { describeSchema, type Schema } from '@figment/core/plugin';

import type { Plain, Shown, TrainMessage, TrainRequest } from '../protocol/index.ts';
import type { PictureSet } from './data-sets.ts';
import { runTask } from './generation.ts';
import type { AnyModel } from './models.ts';
import { spreadOver } from './subjects.ts';

/** Shows what a model can do at a step. */
export type Preview = (step: number) => Promise<TrainMessage>;

/** Pictures that a preview shows; and how many, where each takes a run of its own. */
const count = 16;
const countApart = { image: 8, audio: 4, video: 6 } as Readonly<Record<string, number>>;

interface Spec {
  readonly input: Readonly<Record<string, string>>;
  readonly options: Schema;
  readonly output: string;
}

/** A run of a preview: what it is given, and what is asked. */
interface Look {
  readonly inputs: Readonly<Record<string, Shown>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

/**
 * Shows what a model can do while it learns: a task on the same few pictures or captions and with the same chance every time, so that progress is
 * seen and not luck.
 */
export async function previewer(model: AnyModel, { preview, seed }: TrainRequest, data: PictureSet): Promise<Preview> {
  const task = preview?.task ?? '';
  const spec = (model.definition.tasks as Readonly<Record<string, Spec>>)[task];
  if (spec === undefined) return () => Promise.reject(new Error(`There is no task ${task}.`));
  const { looks, captions } = await looksOf(model, spec, seed, data);
  const inputs = looks[0]?.inputs ?? {};
  return async (step) => {
    const from = performance.now();
    const made: Shown[] = [];
    for (const look of looks) made.push((await runTask(model, { task, options: look.options, seed: look.seed }, look.inputs, undefined, () => undefined)).output);
    return { type: 'preview', step, inputs: looks.length === 1 ? inputs : {}, output: together(made), captions, ms: performance.now() - from };
  };
}

/** What is looked at: several at once where a task can make several, else one after the other. */
async function looksOf(model: AnyModel, { input, options, output }: Spec, seed: number, data: PictureSet): Promise<{ readonly looks: readonly Look[]; readonly captions: readonly string[] | undefined }> {
  const fields = Object.entries(input);
  const known = new Set(describeSchema(options).map(({ path }) => path));
  const apart = countApart[output] ?? 1;
  const captions = 'text' in data.fields && model.tokenizer !== undefined ? (await data.read(spreadOver(data, apart)) as unknown as { readonly text: readonly string[] }).text : undefined;
  if (fields.length === 1 && fields[0]?.[1] === 'text') {
    const [field] = fields[0];
    return { looks: (captions ?? []).map((text, i) => ({ inputs: { [field]: { kind: 'text', value: text } }, options: {}, seed: seed + i })), captions };
  }
  if (fields.length > 0) return { looks: [{ inputs: await picturesFor(fields.map(([name]) => name), data), options: {}, seed }], captions: undefined };
  if (known.has('count')) return { looks: [{ inputs: {}, options: { count }, seed }], captions: undefined };
  const asked = known.has('prompt') ? captions : undefined;
  return { looks: Array.from({ length: apart }, (_, i) => ({ inputs: {}, options: asked === undefined ? {} : { prompt: asked[i] }, seed: seed + i })), captions: asked };
}

/** A task of one picture is run on several at once; one of more pictures on one of each. */
async function picturesFor(fields: readonly string[], data: PictureSet): Promise<Readonly<Record<string, Shown>>> {
  const places = spreadOver(data, count);
  const inputs: Record<string, Shown> = {};
  for (const [place, field] of fields.entries()) {
    const { image } = await data.read(fields.length === 1 ? places : [places[place * 5] ?? places[0] ?? 0]);
    inputs[field] = { kind: 'image', value: fields.length === 1 ? image : { data: image.data, shape: image.shape.slice(1) } };
  }
  return inputs;
}

/** Pictures become one value of many, sounds and clips stay apart. */
function together(made: readonly Shown[]): Shown {
  const [first] = made;
  if (first === undefined) throw new Error('There was nothing to make.');
  if (first.kind !== 'image') return { kind: first.kind, value: made.map(({ value }) => bytes(value)) };
  const pictures = made.map(({ value }) => bytes(value) as Plain<Uint8Array>);
  const shape = pictures[0]?.shape.slice(-3) ?? [];
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Uint8Array(pictures.reduce((sum, picture) => sum + picture.data.length, 0));
  let at = 0;
  for (const picture of pictures) {
    data.set(picture.data, at);
    at += picture.data.length;
  }
  return { kind: 'image', value: { data, shape: [data.length / size, ...shape] } };
}

/** A screen shows no more than bytes, and the page keeps many of these. */
function bytes(value: unknown): unknown {
  const { data, shape } = value as Partial<Plain>;
  if (!(data instanceof Float32Array) || shape === undefined) return value;
  return { data: Uint8Array.from(data, (number) => Math.round(Math.min(1, Math.max(0, number)) * 255)), shape };
}
