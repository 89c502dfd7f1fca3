import { create } from 'zustand';

import type { BackendReport } from '../workers/protocol/index.ts';
import { compute } from './compute.ts';

interface BackendState {
  readonly report: BackendReport | undefined;
  readonly error: unknown;
  /** The one that is being started. */
  readonly switching: string | undefined;
  readonly start: () => Promise<void>;
  readonly use: (name: string | undefined) => Promise<void>;
}

const remembered = 'figment-backend';

/** What computes, and why. A choice is remembered for this browser; the address may name one (`?backend=wasm`). */
export const useBackend = create<BackendState>((set, get) => ({
  report: undefined,
  error: undefined,
  switching: undefined,
  async start() {
    if (get().report !== undefined || get().switching !== undefined) return;
    const asked = new URLSearchParams(location.search).get('backend') ?? localStorage.getItem(remembered);
    await change(set, asked ?? undefined);
    // What was chosen once may not exist any more; the reason stays visible, and the page goes on.
    if (get().report === undefined && asked !== null) {
      const { error } = get();
      await change(set, undefined);
      set({ error });
    }
  },
  async use(name) {
    await change(set, name);
    if (get().error !== undefined) return;
    if (name === undefined) localStorage.removeItem(remembered);
    else localStorage.setItem(remembered, name);
  },
}));

async function change(set: (state: Partial<BackendState>) => void, name: string | undefined): Promise<void> {
  set({ switching: name ?? 'auto', error: undefined });
  try {
    set({ report: await compute().useBackend(name), switching: undefined });
  } catch (error) {
    set({ error, switching: undefined });
  }
}
