import { useCallback, useEffect, useRef, useState } from 'react';

import type { WrittenToken } from '../workers/protocol/index.ts';
import { write, type WritingRequest, type Written } from './writing.ts';

/** One text among those that were tried: a throw of its own, or a branch of another. */
export interface Run {
  readonly key: string;
  /** The run that it branches from. */
  readonly parent: string | undefined;
  readonly written: Written;
}

/** Texts that are kept to go back to. */
const most = 40;

export interface Runs {
  readonly runs: readonly Run[];
  readonly current: Run | undefined;
  /** Stops what is being written, and writes anew: all of it, or from where `begun` ends. */
  readonly start: (request: WritingRequest, begun?: readonly WrittenToken[], parent?: string) => void;
  readonly stop: () => void;
  readonly show: (key: string) => void;
  readonly clear: () => void;
}

/** Texts of one page, one of which is shown; at most one is being written. */
export function useRuns(): Runs {
  const [{ runs, shown }, setState] = useState<{ readonly runs: readonly Run[]; readonly shown: string | undefined }>({ runs: [], shown: undefined });
  const stopping = useRef<() => void>(() => undefined);
  const mounted = useRef(true);

  const stop = useCallback(() => { stopping.current(); }, []);
  const start = useCallback((request: WritingRequest, begun: readonly WrittenToken[] = [], parent?: string) => {
    stopping.current();
    const key = crypto.randomUUID();
    stopping.current = write(request, begun, (written) => {
      if (!mounted.current) return;
      setState((before) => {
        const known = before.runs.some((run) => run.key === key);
        // What was stopped before anything was written is nothing to go back to.
        const next = known ? before.runs.map((run) => (run.key === key ? { ...run, written } : run)) : [...before.runs.filter(({ written: { tokens, begun, state } }) => tokens.length > begun || state === 'failed'), { key, parent, written }].slice(-most);
        return { runs: next, shown: known ? before.shown : key };
      });
    });
  }, []);
  const show = useCallback((key: string) => { setState((before) => ({ ...before, shown: key })); }, []);
  const clear = useCallback(() => {
    stopping.current();
    setState({ runs: [], shown: undefined });
  }, []);

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
      stopping.current();
    };
  }, []);
  return { runs, current: runs.find(({ key }) => key === shown), start, stop, show, clear };
}
