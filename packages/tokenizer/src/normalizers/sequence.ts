import type { Normalizer } from './normalizer.ts';

/** One after the other. */
export function sequence(normalizers: readonly Normalizer[]): Normalizer {
  return {
    spec: { type: 'Sequence', normalizers: normalizers.map(({ spec }) => spec) },
    normalize: (text) => normalizers.reduce((result, normalizer) => normalizer.normalize(result), text),
  };
}
