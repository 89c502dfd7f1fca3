import { del, get, set } from 'idb-keyval';

import type { Curve } from '../chart/series.ts';
import type { TrainProgress, TrainRequest } from '../workers/protocol/index.ts';
import type { BalanceRecord } from './balance.ts';
import type { Preview } from './training.ts';

/** What a reloaded page needs to show a run as it was, and to go on with it. The weights are in the run's checkpoint. */
export interface RunRecord {
  readonly request: TrainRequest;
  readonly curve: Curve;
  /** Missing in records of before there was one. */
  readonly balance?: BalanceRecord;
  readonly previews: readonly Preview[];
  readonly savedStep: number | undefined;
  readonly last: TrainProgress | undefined;
  readonly parameters: number | undefined;
  readonly ended: 'finished' | 'stopped' | undefined;
}

const key = 'figment-run';

export async function rememberedRun(): Promise<RunRecord | undefined> {
  // Without storage (a private window) there is nothing to remember, which is no error.
  return get<RunRecord>(key).catch(() => undefined);
}

export async function rememberRun(record: RunRecord): Promise<void> {
  await set(key, record).catch(() => undefined);
}

export async function forgetRun(): Promise<void> {
  await del(key).catch(() => undefined);
}
