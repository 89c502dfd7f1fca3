import { FigmentError, type Parameter } from '@figment/core';
import { reshape, tidy, upload, zerosLike } from '@figment/core/ops';

import type { Family } from '../families/family.ts';
import type { WeightFiles } from '../files/weight-files.ts';
import { unpack } from './packed.ts';
import type { MappedWeight } from './weight-map.ts';

type Weights = ReadonlyMap<string, MappedWeight<Parameter>>;

/** What is told while weights are read. */
export interface LoadCall {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read so far, and in all. */
  readonly onProgress?: ((progress: { readonly loaded: number; readonly total: number }) => void) | undefined;
}

/**
 * Fills parameters from files. All names and shapes are checked before anything is written.
 *
 * @param told in messages: what said which weights there have to be
 * @throws FigmentError `CHECKPOINT_MISMATCH` listing what is missing, surplus or of the wrong shape; `SAFETENSORS_INVALID`
 */
export async function loadWeights(family: Family, weights: Weights, files: WeightFiles, { location, told }: { readonly location: string; readonly told: string }, { signal, onProgress }: LoadCall = {}): Promise<void> {
  const stored = matchNames(family, weights, files, `${location} does not fit its ${told}`);
  const sizeOf = (name: string): number => {
    const { start, end } = files.tensors.get(name)!;
    return end - start;
  };
  const total = [...stored.keys()].reduce((sum, name) => sum + sizeOf(name), 0);
  let loaded = 0;
  onProgress?.({ loaded, total });
  for await (const [name, array] of files.read(new Set(stored.keys()))) {
    signal?.throwIfAborted();
    const { ours, ...packing } = weights.get(stored.get(name)!)!;
    tidy(() => {
      const theirs = reshape(upload(array, 'float32'), [...packing.shape]);
      ours.forEach((parameter, part) => { parameter.assign(unpack(theirs, part, parameter.shape, packing)); });
    });
    loaded += sizeOf(name);
    onProgress?.({ loaded, total });
  }
  const found = new Set(stored.values());
  for (const [name, { ours }] of weights) if (!found.has(name)) tidy(() => { for (const parameter of ours) parameter.assign(zerosLike(parameter)); });
}

/** Names in the files, and whose weights they are. */
function matchNames(family: Family, weights: Weights, { tensors }: WeightFiles, refusal: string): Map<string, string> {
  const { prefix = '', aliases, surplus, optional } = family;
  // Files of models without a head lack the prefix; those from TensorFlow call a norm's weights by their letters.
  const nameOf = (name: string): string => {
    const current = name.replace(/\.gamma$/, '.weight').replace(/\.beta$/, '.bias');
    const full = prefix + current;
    return weights.has(current) || !(weights.has(full) || aliases?.test(full) || surplus?.test(full)) ? current : full;
  };
  const stored = new Map<string, string>();
  const unknown: string[] = [];
  const copies: string[] = [];
  for (const name of tensors.keys()) {
    const known = nameOf(name);
    if (weights.has(known)) stored.set(name, known);
    else if (aliases?.test(known)) copies.push(name);
    else if (surplus?.test(known) !== true) unknown.push(name);
  }
  const found = new Set(stored.values());
  const missing = [...weights.keys()].filter((name) => !found.has(name) && optional?.test(name) !== true);
  // Of a weight that is tied a file may hold but the copy.
  const embedding = missing.findIndex((name) => /(embed_tokens|embed_in|shared|wte|word_embeddings)\.weight$/.test(name));
  if (embedding >= 0 && copies[0] !== undefined) stored.set(copies[0], missing.splice(embedding, 1)[0]!);
  const wrong = [...stored].flatMap(([name, known]) => {
    const { shape, dtype } = tensors.get(name)!;
    const right = weights.get(known)!.shape;
    if (!/^(F32|F16|BF16|F64)$/.test(dtype)) return [`${name} of type ${dtype}, which must be F32, F16 or BF16`];
    return sizes(shape) === sizes(right) ? [] : [`${name} of shape [${shape.join(', ')}], which must be [${right.join(', ')}]`];
  });
  const reasons = [listed('it lacks', missing), listed('it has, without a place for it,', unknown), listed('it has', wrong)].filter((reason) => reason !== undefined);
  if (reasons.length > 0) throw new FigmentError('CHECKPOINT_MISMATCH', `${refusal}: ${reasons.join('; ')}.`);
  return stored;
}

/** Axes of length 1 do not count: a bias may be a row. */
function sizes(shape: readonly number[]): string {
  return shape.filter((length) => length !== 1).join();
}

function listed(what: string, names: readonly string[]): string | undefined {
  const shown = names.slice(0, 20).join(', ');
  return names.length === 0 ? undefined : `${what} ${shown}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}
