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

/** See `trainers.ts`. */
export async function countWords(texts: Texts, options: CountWordsOptions = {}): Promise<Map<string, number>> {
  if (typeof texts === 'string' || !(Symbol.iterator in Object(texts) || Symbol.asyncIterator in Object(texts))) {
    throw new TokenizerError('DATA_INVALID', `texts must be a list, an iterator or a stream of strings, got ${shown(texts)}.`);
  }
  const pace = new Pace(options);
  const counts = new Map<string, { count: number }>();
  const pattern = cuttingPattern(options);
  const reader = textReader(texts, options.signal);
  const of = Array.isArray(texts) ? texts.length : undefined;
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
        at = pattern === undefined ? countPieces(text) : countMatches(pattern, text, at);
        if (pace.isDue) await pace.pause('reading', done, of);
      }
    }
  } finally {
    reader.close();
  }
  pace.report('reading', done, done);
  // Only different words are written as bytes.
  return new Map(Array.from(counts, ([word, { count }]) => [pattern === undefined ? word : toByteCharacters(word), count]));

  function add(word: string): void {
    const seen = counts.get(word);
    if (seen === undefined) counts.set(word, { count: 1 });
    else seen.count++;
  }

  function countPieces(text: string): number {
    const original = AlignedText.of(text);
    const normalized = options.normalizer?.normalize(original) ?? original;
    for (const piece of options.preTokenizer?.split(normalized) ?? [normalized]) if (piece.length > 0) add(piece.text);
    return text.length;
  }

  /** Counts for a while from a place on; the place where to go on. */
  function countMatches(pattern: Pattern, text: string, from: number): number {
    let at = from;
    for (const stop = from + STRETCH; at < text.length && at < stop; ) {
      let end = pattern.matchAt(text, at);
      // What no match begins with is a piece too, up to the next match.
      if (end <= at) end = pattern.find(text, at + unitsAt(text, at)) ? pattern.start : text.length;
      add(text.slice(at, end));
      at = end;
    }
    return at;
  }
}

/** The one pattern that does all the cutting, where there is such: texts need not be taken apart into objects then. */
function cuttingPattern({ normalizer, preTokenizer }: CountWordsOptions): Pattern | undefined {
  const cuts = normalizer === undefined && preTokenizer !== undefined ? cutsOf(preTokenizer.spec) : undefined;
  return cuts?.patterns.length === 1 && cuts.spaceBefore < 0 ? cuts.patterns[0] : undefined;
}
