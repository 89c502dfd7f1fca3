/** From which probability on a token counts as that foreseeable; what is below the last is the most surprising. */
export const levels = [0.5, 0.2, 0.05, 0.01] as const;

/** 0 = foreseen, 4 = a surprise; undefined where no probability is known. */
export function surpriseLevel(logProbability: number): number | undefined {
  if (!Number.isFinite(logProbability)) return undefined;
  const level = levels.findIndex((least) => Math.exp(logProbability) >= least);
  return level < 0 ? levels.length : level;
}
