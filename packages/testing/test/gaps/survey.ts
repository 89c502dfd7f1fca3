import { type BackendName, selectBackend, withStockKernels } from '@figment/core/backend';

import { checkCases, toleranceOf } from '../../src/backend/check-backend.ts';
import { backendCases } from '../../src/backend/cases/index.ts';
import { aspects, type CaseOutcome, describeVerdict, type Verdict } from '../../src/backend/verdict.ts';

/** A row of the table on one backend: a cell for each aspect. */
export interface Row {
  readonly family: string;
  readonly name: string;
  readonly cells: readonly string[];
}

/** Checks every case on a backend with our kernels and, for comparing, with those it came with. */
export async function survey(backend: BackendName, { stock: withStock }: { readonly stock: boolean }): Promise<Row[]> {
  await selectBackend({ prefer: backend });
  const ours = await checkCases(backendCases, toleranceOf(backend));
  // torch is ours from the first line to the last: nothing is replaced.
  const stock = withStock && backend !== 'torch' ? await stockOutcomes(backend) : new Map<string, CaseOutcome>();
  return ours.map((outcome) => ({ family: outcome.family, name: outcome.name, cells: cellsOf(outcome, stock.get(outcome.name) ?? outcome) }));
}

/** Without tensors that have no elements: some kernels of tfjs then write beyond them, and nothing after it can be believed. */
async function stockOutcomes(backend: BackendName): Promise<ReadonlyMap<string, CaseOutcome>> {
  const outcomes = new Map<string, CaseOutcome>();
  const remember = (outcome: CaseOutcome): void => void outcomes.set(outcome.name, outcome);
  const harmless = backendCases.filter(({ inputs }) => Object.values(inputs).every(({ shape }) => !shape.includes(0)));
  await withStockKernels(backend, () => checkCases(harmless, toleranceOf(backend), remember)).catch((error: unknown) => {
    // What is left has nothing to compare with: a kernel before has broken the memory that tensors are made in.
    console.error(`tfjs on ${backend} ended after ${outcomes.size} cases: ${String(error)}`);
  });
  return outcomes;
}

function cellsOf(own: CaseOutcome, stock: CaseOutcome): string[] {
  return aspects.map((aspect) => `${describeVerdict(own[aspect])}${own[aspect].kind === 'golden' ? addition(stock[aspect]) : ''}`);
}

/** What tfjs would have made of it. */
function addition(stock: Verdict): string {
  if (stock.kind === 'throws') return ' (tfjs: none)';
  if (stock.kind !== 'wrong') return '';
  return /not registered|KERNEL_MISSING/.test(stock.reason) ? ' (tfjs: none)' : ' (tfjs: wrong)';
}

/** A cell without what tfjs would have made of it. */
export const ownPart = (cell: string): string => cell.replace(/ \(tfjs: \w+\)$/, '');
