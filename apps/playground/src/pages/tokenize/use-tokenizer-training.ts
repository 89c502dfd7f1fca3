import { useCallback, useEffect, useRef, useState } from 'react';

import { callback } from '../../state/compute.ts';
import { tokenizeAside } from '../../state/tokenize.ts';
import type { TokenizerEntry, TokenizerTrainProgress, TrainTokenizerRequest } from '../../workers/tokenize-protocol.ts';

interface State {
  readonly running: boolean;
  readonly progress: TokenizerTrainProgress | undefined;
  readonly error: unknown;
}

const idle: State = { running: false, progress: undefined, error: undefined };

export interface TokenizerTraining extends State {
  readonly start: (request: TrainTokenizerRequest) => void;
  readonly stop: () => void;
}

/** Trains in a worker of its own: the text above stays alive meanwhile, and stopping is at once. */
export function useTokenizerTraining(onDone: (entry: TokenizerEntry) => void): TokenizerTraining {
  const [state, setState] = useState(idle);
  const end = useRef<(() => void) | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  const stop = useCallback(() => {
    end.current?.();
    end.current = undefined;
    setState(idle);
  }, []);
  const start = useCallback((request: TrainTokenizerRequest) => {
    stop();
    const aside = tokenizeAside();
    const isCurrent = (): boolean => end.current === aside.end;
    end.current = aside.end;
    setState({ ...idle, running: true });
    aside.remote.train(request, callback((progress: TokenizerTrainProgress) => { if (isCurrent()) setState({ running: true, progress, error: undefined }); })).then(
      (entry) => {
        if (!isCurrent()) return;
        stop();
        done.current(entry);
      },
      (error: unknown) => {
        if (!isCurrent()) return;
        stop();
        setState({ ...idle, error });
      },
    );
  }, [stop]);
  useEffect(() => stop, [stop]);
  return { ...state, start, stop };
}
