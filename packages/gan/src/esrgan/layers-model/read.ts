import { FigmentError, type HostArray } from '@figment/core';
import { filesOf, type ModelSource, readJsonFile, type ReadableFiles } from '@figment/core/interchange';
import * as z from 'zod';

const layerSchema = z.object({ class_name: z.string(), name: z.string(), config: z.record(z.string(), z.unknown()) });

const weightSchema = z.object({ name: z.string(), shape: z.array(z.int().min(0)), dtype: z.string(), quantization: z.unknown().optional() });

const fileSchema = z.object({
  format: z.literal('layers-model').optional(),
  modelTopology: z.object({ model_config: z.object({ config: z.object({ layers: z.array(layerSchema) }) }) }),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) })),
});

/** A layer as Keras tells it. */
export type KerasLayer = z.output<typeof layerSchema>;

/** A model as TensorFlow.js saves those made of layers: `model.json`, and weights in files beside it. */
export interface LayersModel {
  readonly location: string;
  readonly layers: readonly KerasLayer[];
  /** Shapes by name: 'F_0/kernel'. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /**
   * Reads all weights, kernels as [height, width, in, out].
   *
   * @throws FigmentError `FILE_NOT_FOUND`, `CHECKPOINT_INVALID`
   */
  weights(): Promise<ReadonlyMap<string, HostArray<Float32Array<ArrayBuffer>>>>;
}

/** What such a model's file is called. */
const LAYERS_MODEL = 'model.json';

/**
 * Opens a folder with a `model.json`. Weights are read when they are asked for.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`; `CHECKPOINT_INVALID` where weights are not plain 32-bit floats
 */
export async function openLayersModel(source: ModelSource): Promise<LayersModel> {
  const files = filesOf(source);
  const json = await readJsonFile(files, LAYERS_MODEL);
  if (json === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${LAYERS_MODEL}, as TensorFlow.js saves it, e.g. models/x2 of a package; there is none.`);
  const { data, error } = fileSchema.safeParse(json);
  if (data === undefined) {
    const [issue] = error.issues;
    throw new FigmentError('CONFIG_INVALID', `${files.location}/${LAYERS_MODEL} is no model of layers of TensorFlow.js: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not right'}.`);
  }
  const entries = data.weightsManifest.flatMap(({ weights }) => weights);
  const other = entries.find(({ dtype, quantization }) => dtype !== 'float32' || quantization !== undefined);
  if (other !== undefined) throw new FigmentError('CHECKPOINT_INVALID', `${files.location}: "${other.name}" must be float32 and not quantised, got ${other.quantization === undefined ? other.dtype : 'quantised weights'}.`);
  return {
    location: files.location,
    layers: data.modelTopology.model_config.config.layers,
    shapes: new Map(entries.map(({ name, shape }) => [name, shape])),
    async weights() {
      const groups = await Promise.all(data.weightsManifest.map((group) => readGroup(files, group)));
      return new Map(groups.flat());
    },
  };
}

/** Weights lie one after the other in files that are to be joined. */
async function readGroup(files: ReadableFiles, { paths, weights }: z.output<typeof fileSchema>['weightsManifest'][number]): Promise<(readonly [string, HostArray<Float32Array<ArrayBuffer>>])[]> {
  const bytes = await new Blob(await Promise.all(paths.map((path) => readBytes(files, path)))).arrayBuffer();
  const ends = weights.map(() => 0);
  let end = 0;
  for (const [i, { shape }] of weights.entries()) ends[i] = end += 4 * shape.reduce((size, length) => size * length, 1);
  if (end !== bytes.byteLength) throw new FigmentError('CHECKPOINT_INVALID', `${files.location}: ${paths.join(', ')} must have ${end} bytes, as ${LAYERS_MODEL} says, got ${bytes.byteLength}.`);
  return weights.map(({ name, shape }, i) => [name, { data: new Float32Array(bytes.slice(ends[i - 1] ?? 0, ends[i])), shape }] as const);
}

async function readBytes(files: ReadableFiles, path: string): Promise<ArrayBuffer> {
  const source = await files.read(path);
  if (source === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${path}, of which ${LAYERS_MODEL} tells; it is not there.`);
  return await source.arrayBuffer();
}
