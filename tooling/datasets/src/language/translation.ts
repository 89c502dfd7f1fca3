import type { Pair } from './sources.ts';

/** Longest sentences that a small translator learns, in UTF-16 units. */
const LONGEST = { english: 90, korean: 70 };

/** Messages short enough for a small translator, each English one once. */
export function messagesForTranslation(pairs: readonly Pair[]): readonly Pair[] {
  const seen = new Set<string>();
  return pairs.filter(({ english, korean }) => {
    if (seen.has(english) || english.length > LONGEST.english || korean.length > LONGEST.korean || /[\t\n]/.test(english + korean)) return false;
    seen.add(english);
    return true;
  });
}
