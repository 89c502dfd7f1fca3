import type { SelfCheck } from '@figment/core/backend';
import { type Aspect, aspects, type BackendReport, type CaseOutcome, describeVerdict, faultsOf, type Verdict } from '@figment/testing/backend';

import { figure } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

const columns: Readonly<Record<Aspect, string>> = { forward: 'value', gradient: 'gradient', second: 'second order' };

/** A table of families with how many of their cells are right, then each wrong case in a line of its own. */
export function showReport({ backend, device, outcomes, wrong, durationMs }: BackendReport, output: Output): void {
  output.line(`${backend}   ${device}`);
  const families = [...new Set(outcomes.map(({ family }) => family))];
  const rows = [...families, 'all'].map((family) => {
    const own = outcomes.filter((outcome) => family === 'all' || outcome.family === family);
    return [`  ${family}`, ...aspects.map((aspect) => countOf(own.map((outcome) => outcome[aspect]))), String(own.filter((outcome) => faultsOf(outcome).length > 0).length)];
  });
  output.line(table([['', ...Object.values(columns), 'wrong'], ...rows], { numeric: [1, 2, 3, 4] }));
  for (const outcome of outcomes) for (const fault of faultsOf(outcome)) output.line(`  WRONG ${outcome.family}: ${outcome.name}: ${fault}`);
  const refused = outcomes.filter(refuses).length;
  const composed = outcomes.filter(({ forward }) => forward.kind === 'composed').length;
  const notes = [`${outcomes.length} cases in ${figure(durationMs / 1000)} s`, `${wrong} wrong`];
  if (refused > 0) notes.push(`${refused} refuse a kernel or a derivative and name what to use instead`);
  if (composed > 0) notes.push(`${composed} of fused kernels that it composes`);
  output.line(`  ${notes.join('; ')}\n`);
}

export function showSelfCheck({ subject, of, faults }: SelfCheck, output: Output): void {
  for (const fault of faults) output.line(`  WRONG ${fault}`);
  output.line(`  compared ${of} ${subject}: ${faults.length === 0 ? 'all fit' : `${faults.length} don't`}\n`);
}

/** A report for machines: only what is not as it should be is named. */
export function eventOf({ backend, device, outcomes, wrong, durationMs }: BackendReport): object {
  const named = outcomes.flatMap((outcome) => aspects.flatMap((aspect) => {
    const verdict = outcome[aspect];
    return verdict.kind === 'wrong' || verdict.kind === 'throws' ? [{ family: outcome.family, name: outcome.name, aspect, verdict: describeVerdict(verdict) }] : [];
  }));
  return { backend, device, cases: outcomes.length, wrong, durationMs, verdicts: named };
}

/** `41`, or `40/41` where not all of those that are promised are right. */
function countOf(verdicts: readonly Verdict[]): string {
  const promised = verdicts.filter(({ kind }) => kind === 'golden' || kind === 'wrong');
  const right = promised.filter(({ kind }) => kind === 'golden').length;
  return right === promised.length ? String(right) : `${right}/${promised.length}`;
}

const refuses = (outcome: CaseOutcome): boolean => aspects.some((aspect) => outcome[aspect].kind === 'throws');
