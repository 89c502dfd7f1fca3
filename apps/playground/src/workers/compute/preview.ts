import type { Plain, Shown, TrainMessage, TrainRequest } from '../protocol/index.ts';
import type { PictureSet } from './data-sets.ts';
import { runTask } from './generation.ts';
import type { AnyModel } from './models.ts';

/** Shows what a model can do at a step. */
export type Preview = (step: number) => Promise<TrainMessage>;

/** Pictures that a preview shows. */
const count = 16;

/**
 * Shows what a model can do while it learns: a task on the same few pictures every time, so that progress is seen and not chance.
 * A task of one picture is run on several at once; one of more pictures on one of each.
 */
export async function previewer(model: AnyModel, { preview, seed }: TrainRequest, data: PictureSet): Promise<Preview> {
  const task = preview?.task ?? '';
  const fields = Object.keys((model.definition.tasks as Readonly<Record<string, { input: object }>>)[task]?.input ?? {});
  const places = Array.from({ length: Math.min(count, data.size) }, (_, i) => Math.floor(((i + 0.37) * data.size) / Math.min(count, data.size)));
  const inputs: Record<string, Shown> = {};
  for (const [place, field] of fields.entries()) {
    const { image } = await data.read(fields.length === 1 ? places : [places[place * 5] ?? place]);
    inputs[field] = { kind: 'image', value: fields.length === 1 ? image : { data: image.data, shape: image.shape.slice(1) } };
  }
  return async (step) => {
    const { output, ms } = await runTask(model, { task, options: {}, seed }, inputs, undefined, () => undefined);
    return { type: 'preview', step, inputs, output: { kind: output.kind, value: bytes(output.value) }, ms };
  };
}

/** A screen shows no more than bytes, and the page keeps many of these. */
function bytes(value: unknown): unknown {
  const { data, shape } = value as Partial<Plain>;
  if (!(data instanceof Float32Array) || shape === undefined) return value;
  return { data: Uint8Array.from(data, (number) => Math.round(Math.min(1, Math.max(0, number)) * 255)), shape };
}
