import { type BackendName, selectBackend, type SelectOptions } from '@figment/core/backend';

import type { BackendCase } from './case.ts';
import { backendCases } from './cases/index.ts';
import { checkCase } from './check-case.ts';
import { type CaseOutcome, faultsOf } from './verdict.ts';

/** Options of {@link checkBackend}. */
export interface BackendCheckOptions extends Omit<SelectOptions, 'prefer' | 'measure'> {
  /** Only cases whose family or name contains this text. */
  readonly filter?: string | undefined;
  /** Told after each case. */
  readonly onCase?: ((outcome: CaseOutcome, progress: { readonly done: number; readonly of: number }) => void) | undefined;
}

/** What came of the check of one backend. */
export interface BackendReport {
  readonly backend: BackendName;
  readonly device: string;
  readonly outcomes: readonly CaseOutcome[];
  /** How many rows have a wrong cell: 0, or the backend is not to be trusted with them. */
  readonly wrong: number;
  readonly durationMs: number;
}

/**
 * Largest difference from the golden numbers, as a share of the largest of a tensor (at least 1): single precision, sums of some
 * hundred terms. GPUs compute exp, tanh and sin more loosely.
 */
export const toleranceOf = (backend: BackendName): number => (backend === 'webgpu' ? 2e-4 : 2e-5);

/**
 * Selects a backend by name and compares each op that models stand on, its gradient and, where promised, its second derivatives
 * with what PyTorch computed in double precision; then its fused kernels, and those of tfjs that programs call directly.
 *
 * @throws FigmentError `BACKEND_UNKNOWN`, `BACKEND_UNAVAILABLE`
 */
export async function checkBackend(name: BackendName, { filter = '', onCase, ...select }: BackendCheckOptions = {}): Promise<BackendReport> {
  const { device } = await selectBackend({ ...select, prefer: name });
  const from = performance.now();
  const outcomes = await checkCases(casesWith(filter), toleranceOf(name), onCase);
  return { backend: name, device, outcomes, wrong: outcomes.filter((outcome) => faultsOf(outcome).length > 0).length, durationMs: performance.now() - from };
}

/** Checks cases on the backend in use. */
export async function checkCases(cases: readonly BackendCase[], tolerance: number, onCase?: BackendCheckOptions['onCase']): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  for (const each of cases) {
    const outcome = await checkCase(each, tolerance);
    outcomes.push(outcome);
    onCase?.(outcome, { done: outcomes.length, of: cases.length });
  }
  return outcomes;
}

function casesWith(text: string): readonly BackendCase[] {
  return backendCases.filter(({ family, name }) => `${family}: ${name}`.includes(text));
}
