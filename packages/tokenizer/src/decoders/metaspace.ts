import type { Decoder } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/** How a metaspace decoder reads tokens. */
export interface MetaspaceDecoderOptions {
  /** The character that stands for a space ('▁'). */
  readonly replacement?: string | undefined;
  /** Whether a text was given one at its start, which is taken back unless this is 'never' ('always'). */
  readonly prependScheme?: 'always' | 'first' | 'never' | undefined;
  /** What the pre-tokenizer does; it does not change decoding (true). */
  readonly split?: boolean | undefined;
}

/** Spaces for their replacement; in the first token it is left out, where texts are given one at their start. */
export function metaspace({ replacement = '▁', prependScheme = 'always', split = true }: MetaspaceDecoderOptions = {}): Decoder {
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
  return piecewise({ type: 'Metaspace', replacement, prepend_scheme: prependScheme, split }, start, chunked);
}
