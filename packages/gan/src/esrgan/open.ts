import { createModel, FigmentError, type HostArray, type Model } from '@figment/core';
import type { ModelSource } from '@figment/core/interchange';
import { tidy, upload } from '@figment/core/ops';
import { type ModelDefinition, refreshHostCopy, type Schema } from '@figment/core/plugin';

import type { SuperResolutionConfig } from '../config/super-resolution.ts';
import { superResolution } from '../super-resolution.ts';
import { configOf } from './layers-model/architecture.ts';
import { theirName } from './layers-model/names.ts';
import { openLayersModel } from './layers-model/read.ts';

/** A model of the definition `superResolution`. */
export type SuperResolutionModel = typeof superResolution extends ModelDefinition<Schema, infer Tasks, infer Batch, infer Runs, infer Observed, infer Source> ? Model<Batch, Tasks, Runs, Observed, Source> : never;

/** Options of {@link openEsrgan}. */
export interface OpenEsrganOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens one of the upscalers in `@upscalerjs/esrgan-slim`, `-medium` and `-thick`: `node_modules/@upscalerjs/esrgan-slim/models/x2`. Starts a
 * backend if none runs. The model belongs to the caller; saved with `saveModel`, it is a checkpoint like any other.
 *
 * @param source a folder in Node, an address, the files that a page was given, or files by their names
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `CHECKPOINT_INVALID`, `STORAGE_FAILED`; `ARCHITECTURE_UNSUPPORTED` for another
 * network; `CHECKPOINT_MISMATCH` when a weight is missing, surplus or of another shape
 */
export async function openEsrgan(source: ModelSource, { signal }: OpenEsrganOptions = {}): Promise<SuperResolutionModel> {
  signal?.throwIfAborted();
  const file = await openLayersModel(source);
  const config = configOf(file);
  const model = await createModel(superResolution, config, { seed: 0 });
  try {
    const wanted = new Map([...model.modules['network']!.namedParameters()].map(([name, weight]) => [theirName(name, config.architecture), weight]));
    checkShapes(file.shapes, wanted, file.location);
    const stored = await file.weights();
    signal?.throwIfAborted();
    for (const [name, weight] of wanted) tidy(() => { weight.assign(upload(converted(name, stored.get(name)!, config), 'float32')); });
    await refreshHostCopy(model);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * The config of such a model, without its weights.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `CHECKPOINT_INVALID`, `ARCHITECTURE_UNSUPPORTED`
 */
export async function readEsrganConfig(source: ModelSource): Promise<SuperResolutionConfig> {
  return configOf(await openLayersModel(source));
}

function checkShapes(stored: ReadonlyMap<string, readonly number[]>, wanted: ReadonlyMap<string, { readonly shape: readonly number[] }>, location: string): void {
  const mismatch = (reason: string): FigmentError => new FigmentError('CHECKPOINT_MISMATCH', `${location} does not fit its own model.json: ${reason}.`);
  for (const [name, { shape }] of wanted) {
    const found = stored.get(name);
    if (found === undefined) throw mismatch(`it holds no "${name}" of shape [${shape.join(', ')}]`);
    if (found.join() !== shape.join()) throw mismatch(`"${name}" must have the shape [${shape.join(', ')}], got [${found.join(', ')}]`);
  }
  for (const name of stored.keys()) if (!wanted.has(name)) throw mismatch(`it holds "${name}", which there is no place for`);
}

/** As our networks have it: pictures in [0, 1], and sub-pixels channel by channel. */
function converted(name: string, array: HostArray<Float32Array<ArrayBuffer>>, { architecture, scale }: SuperResolutionConfig): HostArray {
  // Residual dense networks there see bytes. All they do is linear but for rectifiers, so that f(255 x) / 255 is f with biases / 255.
  if (architecture === 'residualDense') return name.endsWith('/bias') ? { data: array.data.map((value) => value / 255), shape: array.shape } : array;
  return name.startsWith('PreShuffle/') ? subPixels(array, scale) : array;
}

/** Channels [i, j, colour] of TensorFlow's `depthToSpace`, [..., s s 3] -> [colour, i, j] of ours and of Shi et al. 2016, eq. 4. */
function subPixels({ data, shape }: HostArray<Float32Array<ArrayBuffer>>, scale: number): HostArray {
  const [places, out] = [scale ** 2, new Float32Array(data.length)];
  for (let at = 0; at < data.length; at += 3 * places) {
    for (let colour = 0; colour < 3; colour++) for (let place = 0; place < places; place++) out[at + colour * places + place] = data[at + place * 3 + colour]!;
  }
  return { data: out, shape };
}
