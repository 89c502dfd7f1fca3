import { useCallback, useEffect, useRef, useState } from 'react';

import { callback, compute } from './compute.ts';
import type { GenerateRequest, GenerateResult, GenerateStep } from '../workers/protocol/index.ts';

export type GenerationRequest = Omit<GenerateRequest, 'id'>;

export interface Generation {
  readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  readonly step: GenerateStep | undefined;
  /** Of the last run that came to its end; stays while the next one computes. */
  readonly result: (GenerateResult & { readonly request: GenerationRequest }) | undefined;
  readonly error: unknown;
}

const idle: Generation = { state: 'idle', step: undefined, result: undefined, error: undefined };

/**
 * Runs one request at a time: a new one stops the one before.
 *
 * @param each is told of every message of the run that goes on
 */
export function useGeneration(each?: (step: GenerateStep) => void): Generation & { readonly run: (request: GenerationRequest) => void; readonly stop: () => void } {
  const [generation, setGeneration] = useState(idle);
  const current = useRef<string | undefined>(undefined);

  const cancel = useCallback(() => {
    const id = current.current;
    current.current = undefined;
    if (id !== undefined) void compute().cancel(id);
  }, []);

  const run = useCallback((request: GenerationRequest) => {
    cancel();
    const id = crypto.randomUUID();
    current.current = id;
    const set = (next: (before: Generation) => Generation) => { if (current.current === id) setGeneration(next); };
    set((before) => ({ ...before, state: 'running', step: undefined, error: undefined }));
    compute().generate({ ...request, id }, callback((step: GenerateStep) => {
      if (current.current === id) each?.(step);
      set((before) => ({ ...before, step }));
    })).then(
      (result) => { set((before) => ({ ...before, state: 'done', result: { ...result, request } })); },
      (error: unknown) => { set((before) => ({ ...before, state: 'failed', error, result: undefined })); },
    );
  }, [cancel, each]);

  const stop = useCallback(() => {
    cancel();
    setGeneration((before) => ({ ...before, state: 'stopped' }));
  }, [cancel]);

  useEffect(() => cancel, [cancel]);
  return { ...generation, run, stop };
}
