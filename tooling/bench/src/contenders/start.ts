import { selectBackend } from '@figment/core';

import type { Settings } from '../settings.ts';

/** Starts the backend that a contender of ours was told, and says how it calls itself. */
export async function start({ backend, threads, device }: Pick<Settings, 'backend' | 'threads' | 'device'>): Promise<string> {
  const selection = await selectBackend({ prefer: backend, torch: { threads, device } });
  return `Figment, ${selection.name} (${selection.device})`;
}
