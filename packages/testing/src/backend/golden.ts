import type { BackendCase } from './case.ts';
import activations from './golden/activations.json' with { type: 'json' };
import arithmetic from './golden/arithmetic.json' with { type: 'json' };
import attention from './golden/attention.json' with { type: 'json' };
import comparison from './golden/comparison.json' with { type: 'json' };
import convolutions from './golden/convolutions.json' with { type: 'json' };
import elementwise from './golden/elementwise.json' with { type: 'json' };
import fusedKernels from './golden/fused-kernels.json' with { type: 'json' };
import images from './golden/images.json' with { type: 'json' };
import indexing from './golden/indexing.json' with { type: 'json' };
import integers from './golden/integers.json' with { type: 'json' };
import losses from './golden/losses.json' with { type: 'json' };
import normalization from './golden/normalization.json' with { type: 'json' };
import pooling from './golden/pooling.json' with { type: 'json' };
import products from './golden/products.json' with { type: 'json' };
import reductions from './golden/reductions.json' with { type: 'json' };
import shape from './golden/shape.json' with { type: 'json' };
import tfjsKernels from './golden/tfjs-kernels.json' with { type: 'json' };
import { fingerprint } from './reference-data.ts';

/** A list of numbers; what is not finite stands as a word. */
type Numbers = readonly (number | string)[];

/** What a case has to give. */
export interface GoldenNumbers {
  readonly shape: readonly number[];
  readonly value: Numbers;
  /** dL/dInput of each input that is differentiated, for dL/dy = {@link upstream}; absent where nobody differentiates it. */
  readonly gradients?: readonly Numbers[];
  /** The gradients weighed and differentiated again; absent where that is not promised. */
  readonly second?: readonly Numbers[];
}

/** By the name of the case; `of` is the fingerprint of the case they were computed for. */
export type GoldenFile = Record<string, GoldenNumbers & { readonly of: string }>;

const files = [
  activations, arithmetic, attention, comparison, convolutions, elementwise, fusedKernels, images, indexing, integers, losses, normalization, pooling, products, reductions, shape, tfjsKernels,
] as unknown as readonly GoldenFile[];

/** What PyTorch computed in double precision. */
export const goldenNumbers: GoldenFile = Object.assign({}, ...files) as GoldenFile;

/** What a case has to give; undefined where the case changed after it was computed. */
export function goldenOf(backendCase: BackendCase): GoldenNumbers | undefined {
  const golden = goldenNumbers[backendCase.name];
  return golden?.of === fingerprint(backendCase) ? golden : undefined;
}

/** Numbers as they stand in the file. */
export const numbersOf = (list: Numbers): number[] => list.map(Number);
