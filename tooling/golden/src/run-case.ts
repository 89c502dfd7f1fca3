import type { HostArray, Tensor } from '@figment/core';
import { dispose, download, memory } from '@figment/core/ops';

import { arrayOfLists } from './case/array.ts';
import { GoldenCase } from './case/case.ts';
import { toleranceOf } from './case/tolerance.ts';
import { compare, type Numbers } from './compare.ts';
import { type AnyKind, type Result, type Results, type RowsKind, Skip } from './kind.ts';

export type Status = 'pass' | 'fail' | 'skip';

export interface Outcome {
  readonly id: string;
  readonly status: Status;
  /** What differs, why it was skipped, or the largest difference of a pass. */
  readonly detail: string;
}

/** Runs one case. A case that cannot be read or throws is a failure with a reason, never an exception. */
export async function runCase(folder: string, kinds: ReadonlyMap<string, AnyKind>): Promise<Outcome> {
  let id = folder;
  try {
    const golden = new GoldenCase(folder);
    id = golden.id;
    const kind = kinds.get(golden.kind);
    if (kind === undefined) return { id, status: 'skip', detail: `no check for cases of kind ${golden.kind}` };
    const before = memory().numTensors;
    const outcome = await judge(golden, kind);
    const left = memory().numTensors - before;
    if (left > 0 && outcome.status !== 'fail') return { id, status: 'fail', detail: `${left} tensors were left behind` };
    return { id, ...outcome };
  } catch (error) {
    if (error instanceof Skip) return { id, status: 'skip', detail: error.message };
    return { id, status: 'fail', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function judge(golden: GoldenCase, kind: AnyKind): Promise<Omit<Outcome, 'id'>> {
  if (golden.expected.size === 0) return { status: 'fail', detail: 'the case expects nothing' };
  if ('check' in kind) return await judgeRows(golden, kind);
  const results = await kind.run(golden);
  try {
    return await compareAll(golden, results);
  } finally {
    dispose(Object.values(results).filter(isTensor));
  }
}

/** How many failures are told one by one. */
const told = 5;

async function judgeRows(golden: GoldenCase, kind: RowsKind): Promise<Omit<Outcome, 'id'>> {
  const { rows, failures } = await kind.check(golden);
  if (rows === 0) return { status: 'fail', detail: 'no row was checked' };
  if (failures.length === 0) return { status: 'pass', detail: `${rows} rows, all ${/^exact/.test(String(golden.json['tolerance'])) ? 'exactly' : 'within the tolerance of the case'}` };
  const more = failures.length - told;
  return { status: 'fail', detail: `${failures.length} of ${rows} rows: ${failures.slice(0, told).join('; ')}${more > 0 ? `; and ${more} more` : ''}` };
}

async function compareAll(golden: GoldenCase, results: Results): Promise<Omit<Outcome, 'id'>> {
  const unread = [...golden.options.unread().map((name) => `option ${name}`), ...golden.unreadInputs().map((name) => `input ${name}`)];
  if (unread.length > 0) return { status: 'fail', detail: `not obeyed: ${unread.join(', ')}` };
  const failures: string[] = [];
  let largest = 0;
  for (const [name, expected] of golden.expected) {
    const result = results[name];
    if (result === undefined) {
      failures.push(`${name} was not computed`);
      continue;
    }
    const { passed, difference, message } = compare(await numbersOf(result), expected, toleranceOf(golden.json['tolerance'], name));
    largest = Math.max(largest, difference);
    if (!passed) failures.push(`${name}${message.startsWith('[') ? '' : ' '}${message}`);
  }
  return failures.length > 0 ? { status: 'fail', detail: failures.join('; ') } : { status: 'pass', detail: `largest difference ${largest.toExponential(1)}` };
}

async function numbersOf(result: Result): Promise<Numbers | { readonly exactly: unknown }> {
  if (isTensor(result)) return await download(result);
  if (typeof result === 'object' && result !== null && 'shape' in result) return result;
  return arrayOfLists(result) ?? { exactly: result };
}

function isTensor(result: Result | HostArray): result is Tensor {
  return typeof result === 'object' && result !== null && 'dataId' in result;
}
