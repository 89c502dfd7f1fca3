import { Trie } from '../trie.ts';

type Merge = readonly [left: string, right: string];

/**
 * The merges of a SentencePiece BPE model, which only has scores: any two pieces that make a third may merge, the pieces with high scores
 * first. Cuts of one piece come in the order that transformers' `generate_merges` gives them: longer left parts, then longer right ones.
 *
 * @param pieces those that merges make and are made of
 */
export function mergesByScore(pieces: readonly { readonly text: string; readonly score: number }[]): Merge[] {
  const forwards = new Trie();
  const backwards = new Trie();
  const made = [...pieces].sort((a, b) => b.score - a.score);
  for (const [i, { text }] of made.entries()) {
    forwards.add(text, i);
    backwards.add(reversed(text), i);
  }
  const merges: Merge[] = [];
  for (let first = 0, next: number; first < made.length; first = next) {
    const equal: Merge[] = [];
    for (next = first; next < made.length && made[next]!.score === made[first]!.score; next++) {
      const { text } = made[next]!;
      // Cut at i if text[0..i) and text[i..) are pieces.
      const isStart = endsIn(forwards, text);
      const isEnd = endsIn(backwards, reversed(text));
      for (let cut = text.length - 1; cut > 0; cut--) {
        if (isStart[cut] && isEnd[text.length - cut]) equal.push([text.slice(0, cut), text.slice(cut)]);
      }
    }
    if (next > first + 1) equal.sort(([a, b], [c, d]) => characters(c) - characters(a) || characters(d) - characters(b));
    for (const merge of equal) merges.push(merge);
  }
  return merges;
}

/** For each length, whether the beginning of `text` of that length is in the trie. */
function endsIn(trie: Trie, text: string): boolean[] {
  const ends: boolean[] = [];
  let node = trie.root;
  for (let i = 0; i < text.length; i++) {
    node = trie.step(node, text.charCodeAt(i));
    if (node < 0) break;
    ends[i + 1] = trie.id(node) >= 0;
  }
  return ends;
}

/** By UTF-16 units: only its beginnings are compared, and only with those of its like. */
function reversed(text: string): string {
  let units = '';
  for (let i = text.length - 1; i >= 0; i--) units += text[i]!;
  return units;
}

function characters(text: string): number {
  return Array.from(text).length;
}
