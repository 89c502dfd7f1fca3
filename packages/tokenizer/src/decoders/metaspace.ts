import { type MetaspaceOptions, metaspaceSpec } from '../text/metaspace-options.ts';
import type { Decoder } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/**
 * Spaces for their replacement; in the first token it is left out, where texts are given one at their start.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when `replacement` is not one character
 */
export function metaspace(options: MetaspaceOptions = {}): Decoder {
  const { replacement = '▁', prependScheme = 'always' } = options;
  const rule = (space: string) => (token: string) => token.replaceAll(replacement, space);
  const first = rule(prependScheme === 'never' ? ' ' : '');
  const start = () => {
    let next = first;
    return (token: string) => {
      const text = next(token);
      next = rule(' ');
      return text;
    };
  };
  // All chunks are of the first token.
  const chunked = () => ({ output: 'chunks' as const, push: (chunk: string) => [first(chunk)], end: () => [] });
  return piecewise(metaspaceSpec(options), start, chunked);
}
