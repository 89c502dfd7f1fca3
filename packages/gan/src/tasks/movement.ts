import { FigmentError, type HostArray, type Tensor } from '@figment/core';
import { download, matMul, mul, reshape, standardDeviation, tensor, tidy } from '@figment/core/ops';
import type { Wait } from '@figment/core/plugin';
import { key, normal, randint } from '@figment/core/random';

import { closedFormDirections } from '../directions/closed-form.ts';
import { Pass } from '../networks/pass.ts';
import type { GanModel } from './model.ts';

/** Styles of so many pictures tell how far they spread. */
const SAMPLES = 256;

/**
 * A step along directions in closed form, in standard deviations of each: [1, 1, styleSize], to be added to styles; the caller's. Undefined where
 * nothing moves.
 */
export async function movement(model: GanModel, amounts: readonly number[], wait: Wait): Promise<Tensor | undefined> {
  const { styleSize } = model.generator;
  const used = Math.min(amounts.length, styleSize);
  if (!amounts.slice(0, used).some((amount) => amount !== 0)) return undefined;
  const { vectors } = closedFormDirections(await wait(readMaps(model, wait)), used);
  return tidy(() => scaled(model, tensor(vectors, [used, styleSize]), tensor(amounts.slice(0, used), [1, used])));
}

/**
 * The same along a direction of one's own.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function movementAlong(model: GanModel, vector: readonly number[]): Tensor {
  const { styleSize } = model.generator;
  const length = Math.hypot(...vector);
  if (vector.length !== styleSize || length === 0) throw new FigmentError('OPTIONS_INVALID', `options.vector must be ${styleSize} numbers, for a style of this model has so many, and not all 0; got ${vector.length}.`);
  return tidy(() => scaled(model, tensor(vector.map((value) => value / length), [1, styleSize]), tensor([1], [1, 1])));
}

/** amounts: [1, K], in standard deviations of styles along the unit vectors [K, S] -> [1, 1, S] */
function scaled({ generator, classes }: GanModel, vectors: Tensor, amounts: Tensor): Tensor {
  // Of one seed, so that a number means the same in every run.
  const z = normal(key(0), [SAMPLES, generator.latentSize]);
  const labels = classes === undefined ? undefined : randint(key(1), [SAMPLES], { max: classes });
  const styles = reshape(generator.styles(z, labels, new Pass({ training: false })), [-1, generator.styleSize]); // [N, L, S] -> [N L, S]
  const spread = standardDeviation(matMul(styles, vectors, false, true), { axis: 0 }); // [N L, K] -> [K]
  return reshape(matMul(mul(amounts, spread), vectors), [1, 1, -1]);
}

/** The maps that read styles, of all layers. */
async function readMaps({ generator }: GanModel, wait: Wait): Promise<HostArray[]> {
  const maps = tidy(() => Array.from({ length: generator.styleLayers }, (_, layer) => generator.styleMaps(layer).map((map) => map.clone())).flat());
  const read: HostArray[] = [];
  for (const map of maps) read.push(await wait(download(map)));
  for (const map of maps) map.dispose();
  return read;
}
