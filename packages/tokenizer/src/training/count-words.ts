import { shown, TokenizerError } from '../errors.ts';
import { cutsOf } from '../models/bpe/byte-level/index.ts';
import type { Normalizer } from '../normalizers/normalizer.ts';
import type { Pattern } from '../pattern/index.ts';
import type { PreTokenizer } from '../pre-tokenizers/pre-tokenizer.ts';
import { AlignedText } from '../text/aligned-text.ts';
import { toByteCharacters } from '../text/byte-characters.ts';
import { toWellFormed, unitsAt } from '../text/utf8.ts';
import type { Texts } from './options.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { StretchCounter } from './stretch-counter.ts';
import { textReader } from './text-reader.ts';

/** How often each word occurs: words are what a pre-tokenizer cuts texts into. */
export type WordCounts = ReadonlyMap<string, number>;

/** What makes words of texts. */
export interface CountWordsOptions extends PaceOptions {
  readonly normalizer?: Normalizer | undefined;
  /** Without one, a text is a word. */
  readonly preTokenizer?: PreTokenizer | undefined;
}

/** How many UTF-16 units are cut before the clock is asked. */
const STRETCH = 1 << 16;

/**
 * Counts the words of texts.
 *
 * @throws TokenizerError `DATA_INVALID` for a text that is no string, and when `texts` is one; the reason of an aborted signal
 */
export async function countWords(texts: Texts, options: CountWordsOptions = {}): Promise<Map<string, number>> {
  if (typeof texts === 'string' || !(Symbol.iterator in Object(texts) || Symbol.asyncIterator in Object(texts))) {
    throw new TokenizerError('DATA_INVALID', `texts must be a list, an iterator or a stream of strings, got ${shown(texts)}.`);
  }
  const pace = new Pace(options);
  const counter = counterFor(options);
  const of = Array.isArray(texts) ? texts.length : undefined;
  const reader = textReader(texts, options.signal);
  let done = 0;
  try {
    for (;; done++) {
      const next = reader.next();
      const result = next instanceof Promise ? await next : next;
      if (result.done === true) break;
      const value: unknown = result.value;
      if (typeof value !== 'string') throw new TokenizerError('DATA_INVALID', `texts must be strings, got ${shown(value)} as text ${done}.`);
      const text = toWellFormed(value);
      for (let at = 0; at < text.length; ) {
        at = counter.count(text, at);
        if (pace.isDue) await pace.pause('reading', done, of);
      }
    }
  } finally {
    reader.close();
  }
  pace.report('reading', done, done);
  return counter.words();
}

interface Counter {
  /** Counts words from a place on; the place where counting is to go on. */
  count(text: string, from: number): number;
  words(): Map<string, number>;
}

function counterFor({ normalizer, preTokenizer }: CountWordsOptions): Counter {
  const cuts = normalizer === undefined && preTokenizer !== undefined ? cutsOf(preTokenizer.spec) : undefined;
  const pattern = cuts?.patterns[0];
  return pattern !== undefined && cuts?.patterns.length === 1 && cuts.spaceBefore < 0 ? bytePieces(pattern) : pieces(normalizer, preTokenizer);
}

function pieces(normalizer: Normalizer | undefined, preTokenizer: PreTokenizer | undefined): Counter {
  const counts = new Map<string, number>();
  return {
    count(text) {
      const original = AlignedText.of(text);
      const normalized = normalizer?.normalize(original) ?? original;
      for (const { text: word } of preTokenizer?.split(normalized) ?? [normalized]) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
      return text.length;
    },
    words: () => counts,
  };
}

/** Where a pattern does all the cutting, a text need not be taken apart into objects, and only different words are written as bytes. */
function bytePieces(pattern: Pattern): Counter {
  const counter = new StretchCounter();
  return {
    count(text, from) {
      const stop = from + STRETCH;
      let at = from;
      while (at < text.length && at < stop) {
        let end = pattern.matchAt(text, at);
        // What no match begins with is a piece too, up to the next match.
        if (end <= at) end = pattern.find(text, at + unitsAt(text, at)) ? pattern.start : text.length;
        counter.add(text, at, end);
        at = end;
      }
      return at;
    },
    words: () => new Map(Array.from(counter, ([piece, count]) => [toByteCharacters(piece), count])),
  };
}
