import { useCallback, useEffect, useRef } from 'react';

import type { Generation, GenerationRequest } from './generation.ts';

/** Runs that took no longer than this follow the controls by themselves. */
const liveBelowMs = 1500;

interface Follower extends Generation {
  readonly run: (request: GenerationRequest) => void;
}

/**
 * Runs what is asked for at first sight, which costs nothing to ask for; after it, what is quick enough follows the controls.
 *
 * @param request undefined as long as something is missing
 * @param key what of it can be written down: tells whether it is another one
 * @param own what of it can't be
 * @param restMs how long the controls rest before
 * @returns has the next change run, however long runs take
 */
export function useLiveRun(request: GenerationRequest | undefined, key: string, own: unknown, { run, state, result }: Follower, restMs = 60): () => void {
  const lastMs = useRef<number | undefined>(undefined);
  const wanted = useRef(false);
  if (result !== undefined && state === 'done') lastMs.current = result.ms;
  const latest = useRef(request);
  latest.current = request;
  useEffect(() => {
    if (latest.current === undefined || (!wanted.current && (lastMs.current ?? 0) > liveBelowMs)) return;
    const rest = lastMs.current === undefined || wanted.current ? 0 : restMs;
    const timer = setTimeout(() => {
      wanted.current = false;
      if (latest.current !== undefined) run(latest.current);
    }, rest);
    return () => { clearTimeout(timer); };
  }, [key, own, run, restMs]);
  return useCallback(() => { wanted.current = true; }, []);
}
