/** Steps of the slider. */
export const positions = 200;

/** The first merges change the most: each step of the slider is a like factor, not a like number. */
export function mergesAt(position: number, all: number): number {
  return position >= positions ? all : Math.round(Math.expm1((position / positions) * Math.log1p(all)));
}

export function positionOf(merges: number, all: number): number {
  return Math.round((positions * Math.log1p(Math.min(merges, all))) / Math.log1p(all));
}

/** Where the slider goes from a number of merges: near the start its steps are finer than merges, and still each changes something. */
export function mergesFrom(count: number, position: number, all: number): number {
  const next = mergesAt(position, all);
  const before = positionOf(count, all);
  return next === count && position !== before ? Math.min(all, Math.max(0, count + Math.sign(position - before))) : next;
}
