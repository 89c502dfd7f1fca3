import { isFigmentError } from '@figment/core';

/** What a backend made of one aspect of a case. */
export type Verdict =
  /** Agrees with the golden numbers; how far it is from them, as a share of the largest (at least 1). */
  | { readonly kind: 'golden'; readonly deviation: number }
  /** Nobody differentiates it, or not that often. */
  | { readonly kind: 'none' }
  /** The backend has no such fused kernel: the op is composed of others, and checked as a row of its own. */
  | { readonly kind: 'composed' }
  /** A coded error that says what to do instead. */
  | { readonly kind: 'throws'; readonly code: string; readonly message: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** The aspects of a case. */
export const aspects = ['forward', 'gradient', 'second'] as const;
export type Aspect = (typeof aspects)[number];

/** One row: an op with certain options, on one backend. */
export interface CaseOutcome {
  readonly family: string;
  readonly name: string;
  readonly forward: Verdict;
  readonly gradient: Verdict;
  /** Derivatives of second order. */
  readonly second: Verdict;
}

/** The largest difference as a share of the largest finite number expected (at least 1); Infinity where shapes or what is not finite differ. */
export function deviationOf(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const scale = expected.reduce((largest, x) => (Number.isFinite(x) ? Math.max(largest, Math.abs(x)) : largest), 1);
  return expected.reduce((worst, x, i) => {
    const got = actual[i]!;
    if (Object.is(got, x) || got === x) return worst;
    const difference = Math.abs(got - x) / scale;
    return Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }, 0);
}

/** Codes that say: not here, take this instead. */
const refusals: readonly string[] = ['KERNEL_MISSING', 'GRADIENT_MISSING'];

/** What an exception means: such a code is a refusal, which counts as wrong where a result was promised. */
export function verdictOfError(error: unknown, mayRefuse: boolean): Verdict {
  const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  if (!isFigmentError(error)) return { kind: 'wrong', reason: `throws without a code: ${message}` };
  if (mayRefuse && refusals.includes(error.code)) return { kind: 'throws', code: error.code, message };
  return { kind: 'wrong', reason: `promised, but throws ${error.code}: ${message}` };
}

/** As it stands in a table. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'golden': return 'golden';
    case 'none': return 'none';
    case 'composed': return 'composed';
    case 'throws': return `throws ${verdict.code}`;
    case 'wrong': return `WRONG: ${verdict.reason}`;
  }
}

/** What is wrong with a row, in words: `gradient off by 0.3`. */
export function faultsOf(outcome: CaseOutcome): string[] {
  return aspects.flatMap((aspect) => (outcome[aspect].kind === 'wrong' ? [`${aspect === 'second' ? 'second order' : aspect}: ${outcome[aspect].reason}`] : []));
}
