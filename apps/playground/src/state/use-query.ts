import { useCallback, useEffect, useRef, useState } from 'react';

export interface Query<Value> {
  readonly value: Value | undefined;
  readonly error: unknown;
  readonly reload: () => void;
}

/** Asks once for `key`, and again when it changes or on `reload`; late answers to an old key are dropped. */
export function useQuery<Value>(key: string | undefined, ask: () => Promise<Value>): Query<Value> {
  const [state, setState] = useState<{ key: string | undefined; value: Value | undefined; error: unknown }>({ key: undefined, value: undefined, error: undefined });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    if (key === undefined) return;
    let dropped = false;
    latest.current().then(
      (value) => { if (!dropped) setState({ key, value, error: undefined }); },
      (error: unknown) => { if (!dropped) setState({ key, value: undefined, error }); },
    );
    return () => { dropped = true; };
  }, [key, round]);

  const reload = useCallback(() => { setRound((before) => before + 1); }, []);
  const current = state.key === key;
  return { value: current ? state.value : undefined, error: current ? state.error : undefined, reload };
}
