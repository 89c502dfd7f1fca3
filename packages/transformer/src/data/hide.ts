/**
 * Hidden words. Devlin et al. 2019, arXiv:1810.04805, section 3.1, task 1, and appendix A.1.
 */
import { foldIn, type Key, permutation, randintArray, split, uniformArray } from '@figment/core/random';

import { IGNORED } from './batches.ts';

/** What may be hidden, and by what. */
export interface Hiding {
  /** Ids there are to draw from. */
  readonly vocabulary: number;
  readonly mask: number;
  /** Ids that are never hidden: [CLS], [SEP], padding. */
  readonly special: ReadonlySet<number>;
}

/** Share of the words that are hidden. */
const SHARE = 0.15;
/** Share of those that become the mask; of the rest, half become any word, and half stay. */
const MASKED = 0.8, ANY = 0.9;

/** Hides 15 % of the words of each text, one at least: 80 % behind the mask, 10 % behind any word, 10 % behind themselves. */
export function hidden(texts: readonly ArrayLike<number>[], { vocabulary, mask, special }: Hiding, key: Key): { readonly seen: Int32Array[]; readonly targets: Int32Array[] } {
  const targets: Int32Array[] = [];
  const seen = texts.map((text, row) => {
    const [forPlaces, forKinds, forWords] = split(foldIn(key, row), 3);
    const ids = Int32Array.from(text);
    const hideable = Array.from(ids.keys()).filter((place) => !special.has(ids[place] as number));
    const count = hideable.length === 0 ? 0 : Math.max(1, Math.round(SHARE * hideable.length));
    const chosen = Array.from(permutation(forPlaces, hideable.length).subarray(0, count), (i) => hideable[i] as number);
    const kinds = uniformArray(forKinds, count), words = randintArray(forWords, count, { max: vocabulary });
    const wanted = new Int32Array(ids.length).fill(IGNORED);
    for (const [i, place] of chosen.entries()) {
      const kind = kinds[i] as number;
      wanted[place] = ids[place] as number;
      if (kind < ANY) ids[place] = kind < MASKED ? mask : words[i] as number;
    }
    targets.push(wanted);
    return ids;
  });
  return { seen, targets };
}
