import { useEffect, useState } from 'react';

import { callback, compute } from './compute.ts';
import type { LoadProgress, OpenedModel } from '../workers/protocol/index.ts';

interface Opening {
  readonly source: string | undefined;
  readonly model: OpenedModel | undefined;
  readonly progress: LoadProgress | undefined;
  readonly error: unknown;
}

/** Opens a model in the worker, with progress in bytes; a late answer for another one is dropped. */
export function useOpenedModel(source: string | undefined): Omit<Opening, 'source'> & { readonly retry: () => void } {
  const [state, setState] = useState<Opening>({ source: undefined, model: undefined, progress: undefined, error: undefined });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (source === undefined) return;
    let dropped = false;
    const set = (part: Partial<Opening>) => { if (!dropped) setState((before) => ({ ...before, ...part })); };
    setState({ source, model: undefined, progress: undefined, error: undefined });
    compute().open(source, callback((progress: LoadProgress) => { set({ progress }); })).then(
      (model) => { set({ model }); },
      (error: unknown) => { set({ error }); },
    );
    return () => { dropped = true; };
  }, [source, round]);
  const current = state.source === source;
  return {
    model: current ? state.model : undefined,
    progress: current ? state.progress : undefined,
    error: current ? state.error : undefined,
    retry: () => { setRound(round + 1); },
  };
}
