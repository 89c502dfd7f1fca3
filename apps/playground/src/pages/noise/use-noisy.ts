import { useEffect, useRef, useState } from 'react';

import { callback, compute } from '../../state/compute.ts';
import type { GenerateRequest } from '../../workers/protocol/index.ts';
import { type Noisy, noisyOf } from './noisy.ts';

/** All that is asked but how much noise. */
export type NoiseRequest = Omit<GenerateRequest, 'id' | 'task'>;

interface State {
  readonly request: NoiseRequest | undefined;
  /** What was asked for last, or what came last on the way there. */
  readonly shown: Noisy | undefined;
  readonly ladder: readonly (Noisy | undefined)[];
  readonly error: unknown;
}

/** Tasks can't be told less noise than this. */
const leastPart = 0.001;

/**
 * A picture under so much noise, as fast as the model answers: where a hand is faster, what it passed is left out. When it rests, the rungs
 * of a ladder are looked at, one by one.
 *
 * @param request must be the same object as long as it says the same
 */
export function useNoisy(request: NoiseRequest | undefined, part: number, rungs: readonly number[]): Omit<State, 'request'> {
  const [state, setState] = useState<State>({ request: undefined, shown: undefined, ladder: [], error: undefined });
  const wanted = useRef(part);
  const pump = useRef<() => void>(() => undefined);
  wanted.current = part;

  useEffect(() => {
    if (request === undefined) return;
    const seen = new Map<number, Noisy>();
    const now = { busy: false, over: false };
    // What was seen of the picture before stays until there is something new.
    setState((before) => ({ request, shown: before.shown, ladder: [], error: undefined }));
    const tell = (): void => {
      setState((before) => ({ request, shown: seen.get(wanted.current) ?? [...seen.values()].at(-1) ?? before.shown, ladder: rungs.map((rung) => seen.get(rung)), error: undefined }));
    };
    const isOver = (): boolean => now.over;
    const next = (): number | undefined => [wanted.current, ...rungs].find((each) => !seen.has(each));
    const go = async (): Promise<void> => {
      now.busy = true;
      for (let at = next(); at !== undefined && !isOver(); at = next()) {
        const result = await compute().generate({ ...request, task: 'noise', id: crypto.randomUUID(), options: { ...request.options, time: Math.max(leastPart, at) } }, callback(() => undefined));
        const noisy = noisyOf(result);
        if (noisy === undefined || isOver()) return;
        seen.set(at, noisy);
        tell();
      }
      now.busy = false;
    };
    pump.current = () => {
      if (seen.has(wanted.current)) tell();
      if (!now.busy) go().catch((error: unknown) => { if (!now.over) setState((before) => ({ ...before, shown: undefined, error })); });
    };
    pump.current();
    return () => { now.over = true; };
  }, [request, rungs]);
  useEffect(() => { pump.current(); }, [part]);
  return state;
}
