import { expect, it } from 'vitest';

import type { Run } from '../../state/runs.ts';
import { branchOrder } from './branch-order.ts';

const run = (key: string, parent?: string): Run => ({ key, parent, written: undefined as never });
const rows = (...runs: Run[]) => branchOrder(runs).map(({ run: { key }, depth }) => `${'-'.repeat(depth)}${key}`);

it('follows each text by the branches that left it', () => {
  expect(rows(run('a'), run('b'), run('c', 'a'), run('d', 'c'), run('e', 'a'))).toEqual(['a', '-c', '--d', '-e', 'b']);
});

it('keeps a branch whose origin is gone', () => {
  expect(rows(run('c', 'gone'), run('d', 'c'))).toEqual(['c', '-d']);
});
