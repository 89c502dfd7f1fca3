import { cleanUp } from './cleanup.ts';
import type { Decoder } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/** How the tokens of a CTC model are read. */
export interface CtcDecoderOptions {
  /** Stands between equal characters, and goes ('<pad>'). */
  readonly padToken?: string | undefined;
  /** Stands for a space ('|'). */
  readonly wordDelimiterToken?: string | undefined;
  /** Whether delimiters become spaces, and spaces before punctuation go (true). */
  readonly cleanup?: boolean | undefined;
}

/**
 * Connectionist temporal classification: of equal neighbours one stays. Graves et al. 2006, "Connectionist temporal classification: labelling
 * unsegmented sequence data with recurrent neural networks".
 */
export function ctc({ padToken = '<pad>', wordDelimiterToken = '|', cleanup = true }: CtcDecoderOptions = {}): Decoder {
  return piecewise({ type: 'CTC', pad_token: padToken, word_delimiter_token: wordDelimiterToken, cleanup }, () => {
    let last: string | undefined;
    return (token) => {
      if (token === last) return undefined;
      last = token;
      const text = token.replaceAll(padToken, '');
      return (cleanup ? cleanUp(text).replaceAll(wordDelimiterToken, ' ') : text) || undefined;
    };
  });
}
