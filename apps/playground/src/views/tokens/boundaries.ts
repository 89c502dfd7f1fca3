interface Stretch { readonly start: number; readonly end: number }

/** Where a text is cut: starts of its tokens, without its own start. */
function cuts(tokens: readonly Stretch[]): Set<number> {
  const placed = tokens.filter(({ start, end }) => start < end);
  const first = placed[0]?.start;
  return new Set(placed.map(({ start }) => start).filter((start) => start !== first));
}

/** Two ways to cut the same text. */
export interface BoundaryDifference {
  /** Cuts that both have. */
  readonly shared: number;
  /** Cuts that only the one has (UTF-16), and only the other. */
  readonly onlyLeft: ReadonlySet<number>;
  readonly onlyRight: ReadonlySet<number>;
}

export function boundaryDifference(left: readonly Stretch[], right: readonly Stretch[]): BoundaryDifference {
  const a = cuts(left);
  const b = cuts(right);
  const onlyLeft = new Set([...a].filter((at) => !b.has(at)));
  return { shared: a.size - onlyLeft.size, onlyLeft, onlyRight: new Set([...b].filter((at) => !a.has(at))) };
}
