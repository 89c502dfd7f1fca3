import { FigmentError } from '../errors.ts';
import type { Module } from '../nn/module.ts';
import { refreshHostCopy } from '../plugin/host-copy.ts';
import { weightsOf } from './weights.ts';

/** A model to be given weights. */
export interface AdoptingModel {
  readonly modules: Readonly<Record<string, Module>>;
  /** Makes anew what it keeps of weights besides them. */
  adopted?(): void;
}

/**
 * Gives a model the weights of another one, by their names: to go on from them with another config. What the other has not (an adapter, another
 * head) stays as it was made. The other model may be disposed afterwards.
 *
 * @returns the names of the weights that stayed
 * @throws FigmentError `CHECKPOINT_MISMATCH` when the other has a weight that this one has no place for, or of another shape; nothing is changed
 */
export async function adoptWeights(model: AdoptingModel, other: Pick<AdoptingModel, 'modules'>): Promise<readonly string[]> {
  const own = weightsOf(model.modules), theirs = weightsOf(other.modules);
  for (const [name, { shape }] of theirs) {
    const place = own.get(name);
    if (place === undefined) throw new FigmentError('CHECKPOINT_MISMATCH', `the model can't go on from the other's weights: it has no place for "${name}" of shape [${shape.join(', ')}].`);
    if (place.shape.join() !== shape.join()) throw new FigmentError('CHECKPOINT_MISMATCH', `the model can't go on from the other's weights: "${name}" has shape [${shape.join(', ')}] there and [${place.shape.join(', ')}] here.`);
  }
  for (const [name, variable] of theirs) own.get(name)?.assign(variable);
  model.adopted?.();
  await refreshHostCopy(model);
  return [...own.keys()].filter((name) => !theirs.has(name));
}
