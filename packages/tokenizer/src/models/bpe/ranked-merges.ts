import type { CompactVocabulary } from '../../vocabulary/compact-vocabulary.ts';
import { Merges, NEVER } from './merges.ts';

/**
 * Merges as tiktoken has them: any two neighbours merge whose bytes together are a token, and the place of that token among all is their rank.
 * Nothing is derived in advance.
 */
export class RankedMerges extends Merges {
  readonly count: number;
  readonly #vocabulary: CompactVocabulary;

  constructor(vocabulary: CompactVocabulary) {
    super();
    this.#vocabulary = vocabulary;
    this.count = vocabulary.strings.size;
  }

  result(rank: number): number {
    return this.#vocabulary.idAt(rank);
  }

  /** Every way to cut a token in two tokens, in the order in which transformers' `TikTokenConverter` lists them. */
  *pairs(): Generator<readonly [left: number, right: number]> {
    const { strings } = this.#vocabulary;
    for (let index = 0; index < strings.size; index++) {
      const start = strings.start(index), end = strings.start(index + 1);
      const cuts: [number, number][] = [];
      for (let cut = start + 1; cut < end; cut++) {
        const left = strings.find(strings.pool, start, cut);
        const right = left < 0 ? -1 : strings.find(strings.pool, cut, end);
        if (right >= 0) cuts.push([left, right]);
      }
      cuts.sort(([a, b], [c, d]) => a - c || b - d);
      for (const [left, right] of cuts) yield [this.result(left), this.result(right)];
    }
  }

  protected find(left: number, right: number): number {
    const vocabulary = this.#vocabulary;
    const joined = vocabulary.strings.findJoined(vocabulary.indexOf(left), vocabulary.indexOf(right));
    return joined < 0 ? NEVER : joined;
  }
}
