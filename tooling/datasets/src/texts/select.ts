/** One sentence in two languages. */
export interface Pair {
  readonly english: string;
  readonly korean: string;
}

/** What was translated into Korean prose: sentences of usual length, each once. */
export function translated(english: ReadonlyMap<string, string>, korean: ReadonlyMap<string, string>): readonly Pair[] {
  const seen = new Set<string>();
  const pairs: Pair[] = [];
  for (const [key, sentence] of korean) {
    const original = english.get(key);
    if (original === undefined || seen.has(sentence) || !isProse(sentence)) continue;
    seen.add(sentence);
    pairs.push({ english: original, korean: sentence });
  }
  return pairs;
}

/** `count` of a list, at equal distances. */
export function evenly<Value>(values: readonly Value[], count: number): readonly Value[] {
  return count >= values.length ? values : Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
}

function isProse(sentence: string): boolean {
  const hangul = sentence.match(/\p{sc=Hangul}/gu)?.length ?? 0;
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
  return sentence.length >= 20 && sentence.length <= 240 && sentence.endsWith('.') && hangul > 0.8 * letters;
}
