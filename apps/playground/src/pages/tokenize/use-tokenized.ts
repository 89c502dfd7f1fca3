import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

import { callback } from '../../state/compute.ts';
import { tokenize } from '../../state/tokenize.ts';
import type { LoadedBytes, Tokenized, TokenizeRequest } from '../../workers/tokenize-protocol.ts';

export interface TokenizedText {
  /** The last answer, and what it answers: while one types, it is a few letters behind. */
  readonly result: Tokenized | undefined;
  readonly request: TokenizeRequest | undefined;
  /** How much of the tokenizer has been loaded, while it is. */
  readonly loading: LoadedBytes | undefined;
  readonly error: unknown;
}

const nothing: TokenizedText = { result: undefined, request: undefined, loading: undefined, error: undefined };

/** Follows a text as it is typed: one question at a time, once a frame at most, and of those that wait only the latest. */
export function useTokenized(request: TokenizeRequest | undefined): TokenizedText & { readonly retry: () => void } {
  const [state, setState] = useState(nothing);
  const [round, setRound] = useState(0);
  const wanted = useRef<TokenizeRequest | undefined>(undefined);
  const busy = useRef(false);

  const ask = useRef(async () => {
    if (busy.current) return;
    busy.current = true;
    let asked: TokenizeRequest | undefined;
    while ((asked = wanted.current) !== undefined) {
      const { tokenizer } = asked;
      const isWanted = (): boolean => wanted.current?.tokenizer === tokenizer;
      try {
        await tokenize().open(tokenizer, callback((loading: LoadedBytes) => { if (isWanted()) setState((before) => ({ ...before, loading })); }));
        const answered: TokenizeRequest = isWanted() ? wanted.current ?? asked : asked;
        if (wanted.current === answered) wanted.current = undefined;
        const result = await tokenize().tokenize(answered);
        // Drawn between keys that are pressed, not instead of them.
        startTransition(() => { setState({ result, request: answered, loading: undefined, error: undefined }); });
      } catch (error) {
        if (wanted.current === asked) wanted.current = undefined;
        setState({ ...nothing, request: asked, error });
      }
    }
    busy.current = false;
  });

  const { tokenizer, text, special, merges, from, to } = request ?? {};
  useEffect(() => {
    wanted.current = undefined;
    if (tokenizer === undefined || text === undefined || special === undefined || from === undefined || to === undefined) {
      setState(nothing);
      return;
    }
    const frame = requestAnimationFrame(() => {
      wanted.current = { tokenizer, text, special, merges, from, to };
      void ask.current();
    });
    return () => { cancelAnimationFrame(frame); };
  }, [tokenizer, text, special, merges, from, to, round]);

  const retry = useCallback(() => { setRound((before) => before + 1); }, []);
  // What another tokenizer made is not shown under this one's name.
  return state.request !== undefined && state.request.tokenizer !== tokenizer ? { ...nothing, loading: state.loading, retry } : { ...state, retry };
}
