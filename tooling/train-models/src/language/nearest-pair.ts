import type { Pair } from './pairs.ts';

/** What copying would give: for each text the translation of the most similar one that was trained on, by the three-character runs they share. */
export function nearestTranslations(texts: readonly string[], pairs: readonly Pair[]): readonly string[] {
  const known = pairs.map(({ source, target }) => ({ runs: runsOf(source), length: source.length, target }));
  return texts.map((text) => {
    const runs = runsOf(text);
    let best = { score: -1, target: '' };
    for (const one of known) {
      let shared = 0;
      for (const [run, count] of runs) shared += Math.min(count, one.runs.get(run) ?? 0);
      const score = shared / (one.length + text.length);
      if (score > best.score) best = { score, target: one.target };
    }
    return best.target;
  });
}

function runsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + 3 <= text.length; i++) counts.set(text.slice(i, i + 3), (counts.get(text.slice(i, i + 3)) ?? 0) + 1);
  return counts;
}
