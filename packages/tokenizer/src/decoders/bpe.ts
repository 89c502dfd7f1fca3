import type { Decoder } from './decoder.ts';
import { heldBack } from './piecewise.ts';

/** How words end. */
export interface BpeDecoderOptions {
  /** What marks the last token of a word ('</w>'). */
  readonly suffix?: string | undefined;
}

/** A space for each end of a word but the last (Sennrich's BPE, as in XLM and OpenAI's GPT). */
export function bpe({ suffix = '</w>' }: BpeDecoderOptions = {}): Decoder {
  const spaced = (token: string): string => token.replaceAll(suffix, ' ');
  const last = (token: string): string => token.replaceAll(suffix, '');
  const decode = (tokens: readonly string[]): string[] => tokens.map((token, i) => (i === tokens.length - 1 ? last : spaced)(token));
  return {
    spec: { type: 'BPEDecoder', suffix },
    decode,
    stream(input) {
      if (input === 'chunks') return heldBack(decode);
      let held: string | undefined;
      return {
        output: 'pieces',
        push(token) {
          const given = held === undefined ? [] : [spaced(held)];
          held = token;
          return given;
        },
        end: () => (held === undefined ? [] : [last(held)]),
      };
    },
  };
}
