import { currentSelection, selectBackend, type Selection } from '@figment/core/backend';
import { add, matMul, ones, tidy } from '@figment/core/ops';

import { plainError } from '../errors.ts';
import type { BackendMeasurement, BackendReport } from '../protocol/index.ts';
import { closeAll } from './models.ts';

let startedInMs = 0;

function reported({ name, device, considered }: Selection): BackendReport {
  return { name, device, considered: considered.map(({ name: candidate, chosen, reason }) => ({ name: candidate, chosen, reason })), startedInMs };
}

export async function backend(): Promise<BackendReport> {
  const selection = currentSelection();
  return selection === undefined ? await useBackend(undefined) : reported(selection);
}

/** Starts a backend, by name or the best there is. Open models live on the one before, and are opened again when they are next asked for. */
export async function useBackend(name: string | undefined): Promise<BackendReport> {
  const from = performance.now();
  const current = currentSelection();
  if (current !== undefined && current.name === name) return reported(current);
  if (current !== undefined) await closeAll();
  const chosen = await selectBackend(name === undefined ? {} : { prefer: name });
  // What was not asked for by name still deserves a reason: the whole row is considered once.
  startedInMs = performance.now() - from;
  return reported(name === undefined || current === undefined ? chosen : { ...chosen, considered: [...chosen.considered, ...current.considered.filter((each) => each.name !== chosen.name).map((each) => ({ ...each, chosen: false, ...(each.chosen && { reason: `${chosen.name} was asked for by name` }) }))] });
}

const side = 512;

/** Times large products and small operations on each backend, then goes back to the one that was in use. */
export async function measure(names: readonly string[], onResult: (result: BackendMeasurement) => void): Promise<void> {
  const before = (await backend()).name;
  await closeAll();
  for (const name of names) onResult(await measured(name));
  await selectBackend({ prefer: before });
}

async function measured(name: string): Promise<BackendMeasurement> {
  try {
    await selectBackend({ prefer: name });
    const slow = name === 'cpu';
    const product = await median(slow ? 2 : 7, 1, () => {
      const a = ones([side, side]);
      return matMul(a, a);
    });
    const chain = slow ? 20 : 200;
    const small = await median(slow ? 3 : 9, chain, () => {
      let x = ones([16, 16]);
      for (let i = 0; i < chain; i++) x = add(x, 1);
      return x;
    });
    return { name, gflops: (2 * side ** 3) / product / 1e6, smallOpMicroseconds: small * 1000, error: undefined };
  } catch (error) {
    return { name, gflops: undefined, smallOpMicroseconds: undefined, error: plainError(error) };
  }
}

/** Milliseconds a part of `work`, after one run that warms up; the result is read back, for a GPU answers late. */
async function median(rounds: number, parts: number, work: () => ReturnType<typeof ones>): Promise<number> {
  const times: number[] = [];
  for (let i = -1; i < rounds; i++) {
    const from = performance.now();
    const result = tidy(work);
    await result.data();
    if (i >= 0) times.push((performance.now() - from) / parts);
    result.dispose();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
