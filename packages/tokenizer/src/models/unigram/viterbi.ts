import { unitsAt } from '../../text/utf8.ts';
import type { Trie } from '../trie.ts';
import { known } from '../word-level.ts';

/** What an unknown character costs beyond the least probable token, as in SentencePiece. */
const UNKNOWN_PENALTY = 10;
/** Texts up to this length share the same memory. */
const KEPT_LENGTH = 1 << 14;

/** The most probable way to cut a text. */
export interface BestCut {
  /** Where tokens end, the last first. */
  readonly ends: number[];
  /** Which token ends at a place. */
  readonly idAt: Int32Array;
}

/**
 * Finds the most probable way to cut a text into tokens (Viterbi 1967; Kudo 2018, section 3.2), in time that grows with the text only.
 * Of two ways that are equally probable it takes the one whose last token starts first.
 *
 * @param scores log-probabilities by id
 * @returns a function whose result is valid until its next call
 */
export function viterbi(trie: Trie, scores: Float64Array, unknownId: number | undefined): (text: string) => BestCut {
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY;
  const kept = newLattice(KEPT_LENGTH);
  return (text) => {
    const { bestTo, startOf, idAt } = text.length <= KEPT_LENGTH ? kept : newLattice(text.length);
    startOf.fill(-1, 0, text.length + 1);
    bestTo[0] = 0;
    for (let start = 0, next: number; start < text.length; start = next) {
      next = start + unitsAt(text, start);
      const best = bestTo[start]!;
      let isKnown = false;
      for (let node = trie.root, end = start; end < text.length; ) {
        node = trie.step(node, text.charCodeAt(end++));
        if (node < 0) break;
        const id = trie.id(node);
        if (id < 0) continue;
        if (end === next) isKnown = true;
        const score = best + scores[id]!;
        if (startOf[end] !== -1 && score <= bestTo[end]!) continue;
        bestTo[end] = score;
        startOf[end] = start;
        idAt[end] = id;
      }
      if (isKnown || (startOf[next] !== -1 && best + unknownScore <= bestTo[next]!)) continue;
      bestTo[next] = best + unknownScore;
      startOf[next] = start;
      idAt[next] = unknownId ?? known(unknownId, undefined, text.slice(start, next));
    }
    const ends: number[] = [];
    for (let end = text.length; end > 0; end = startOf[end]!) ends.push(end);
    return { ends, idAt };
  };
}

interface Lattice {
  /** The log-probability of the best way to a place. */
  readonly bestTo: Float64Array;
  /** Where the last token of that way starts. */
  readonly startOf: Int32Array;
  readonly idAt: Int32Array;
}

function newLattice(length: number): Lattice {
  return { bestTo: new Float64Array(length + 1), startOf: new Int32Array(length + 1), idAt: new Int32Array(length + 1) };
}
