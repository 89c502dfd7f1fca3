import type { AlignedText } from '../text/aligned-text.ts';
import type { FindMatches } from '../text/matching.ts';

/**
 * What becomes of the matches that a text is split at. Of `a--b` split at `-`:
 * 'removed' gives `a b`; 'isolated' `a - - b`; 'merged-with-previous' `a- - b`; 'merged-with-next' `a - -b`; 'contiguous' `a -- b`.
 */
export type SplitBehavior = 'removed' | 'isolated' | 'merged-with-previous' | 'merged-with-next' | 'contiguous';

/** And how a `tokenizer.json` calls it. */
export const splitBehaviors: Readonly<Record<SplitBehavior, string>> = {
  removed: 'Removed',
  isolated: 'Isolated',
  'merged-with-previous': 'MergedWithPrevious',
  'merged-with-next': 'MergedWithNext',
  contiguous: 'Contiguous',
};

/** invert: what is between matches is the match, and the other way round. */
export function splitMatches(text: AlignedText, matches: FindMatches, behavior: SplitBehavior, invert = false): AlignedText[] {
  const starts: number[] = [];
  const ends: number[] = [];
  let wasMatch = false;
  const add = (start: number, end: number, isMatch: boolean): void => {
    const last = ends.length - 1;
    if (last >= 0 && joinsLast(behavior, isMatch, wasMatch)) ends[last] = end;
    else if (!isMatch || behavior !== 'removed') {
      starts.push(start);
      ends.push(end);
    }
    wasMatch = isMatch;
  };
  let done = 0;
  matches(text.text, (start, end) => {
    if (start > done) add(done, start, invert);
    add(start, end, !invert);
    done = end;
  });
  if (done < text.length) add(done, text.length, invert);
  const pieces: AlignedText[] = [];
  for (let i = 0; i < ends.length; i++) {
    const [start, end] = [starts[i] as number, ends[i] as number];
    if (start < end) pieces.push(text.slice(start, end));
  }
  return pieces;
}

function joinsLast(behavior: SplitBehavior, isMatch: boolean, wasMatch: boolean): boolean {
  if (behavior === 'contiguous') return isMatch === wasMatch;
  return behavior === (isMatch ? 'merged-with-previous' : 'merged-with-next') && isMatch !== wasMatch;
}
