import type { Sequences } from './sequences.ts';

/** Stretches of texts that stand one behind the other, of `length` ids each; the last may be shorter, but has at least `least` ids. */
export function stretchesOf({ ids }: Sequences, length: number, least: number): { readonly lengths: Int32Array; readonly at: (index: number) => Uint16Array | Int32Array } {
  const rest = ids.length % length;
  const count = Math.floor(ids.length / length) + (rest >= least ? 1 : 0);
  return {
    lengths: Int32Array.from({ length: count }, (_, i) => Math.min(length, ids.length - i * length)),
    at: (index) => ids.subarray(index * length, (index + 1) * length),
  };
}
