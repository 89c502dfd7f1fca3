import { useCallback, useEffect, useRef } from 'react';

import type { Generation, GenerationRequest } from './generation.ts';
import { keyOf } from './request-key.ts';

/** Runs that took no longer than this follow the controls by themselves. */
const liveBelowMs = 1500;

interface Follower extends Generation {
  readonly run: (request: GenerationRequest) => void;
}

interface LiveRun {
  /** Runs what is asked for now, unless that is just being made. */
  readonly begin: () => void;
  /** Has the next change run, however long runs take. */
  readonly atOnce: () => void;
}

/**
 * Runs what is asked for at first sight, which costs nothing to ask for; after it, what is quick enough follows the controls.
 *
 * @param request undefined as long as something is missing
 * @param own what of it can't be written down
 * @param restMs how long the controls rest before
 */
export function useLiveRun(request: GenerationRequest | undefined, own: unknown, { run, state, result }: Follower, restMs = 60): LiveRun {
  const key = request && keyOf(request);
  const lastMs = useRef<number | undefined>(undefined);
  const wanted = useRef(false);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const begun = useRef<{ readonly key: string | undefined; readonly own: unknown }>(undefined);
  if (result !== undefined && state === 'done') lastMs.current = result.ms;
  const latest = useRef({ request, key, own, state });
  latest.current = { request, key, own, state };

  const begin = useCallback(() => {
    // What waits for a rest of the hands is what begins now.
    clearTimeout(resting.current);
    wanted.current = false;
    const { request: asked, state: now, ...which } = latest.current;
    if (asked === undefined || (now === 'running' && begun.current?.key === which.key && begun.current?.own === which.own)) return;
    begun.current = which;
    run(asked);
  }, [run]);
  useEffect(() => {
    if (key === undefined || (!wanted.current && (lastMs.current ?? 0) > liveBelowMs)) return;
    resting.current = setTimeout(begin, lastMs.current === undefined || wanted.current ? 0 : restMs);
    return () => { clearTimeout(resting.current); };
  }, [key, own, begin, restMs]);
  const atOnce = useCallback(() => { wanted.current = true; }, []);
  return { begin, atOnce };
}
