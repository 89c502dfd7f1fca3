import type { Run } from '../../state/runs.ts';

/** Runs as a tree reads: each followed by the branches that left it, in the order in which they were tried. */
export function branchOrder(runs: readonly Run[]): readonly { readonly run: Run; readonly depth: number }[] {
  const known = new Set(runs.map(({ key }) => key));
  const below = (parent: string | undefined, depth: number): readonly { readonly run: Run; readonly depth: number }[] =>
    runs.filter((run) => (run.parent !== undefined && known.has(run.parent) ? run.parent : undefined) === parent).flatMap((run) => [{ run, depth }, ...below(run.key, depth + 1)]);
  return below(undefined, 0);
}
