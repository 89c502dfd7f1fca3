import { useCallback, useMemo, useState } from 'react';

/** Which token of a text is looked at: the one that is held, or else the one that is pointed at. */
export interface Look {
  readonly index: number | undefined;
  readonly pinned: boolean;
  readonly look: (index: number | undefined) => void;
  readonly pin: (index: number | undefined) => void;
}

interface State {
  readonly text: string | undefined;
  readonly hovered: number | undefined;
  readonly held: number | undefined;
}

export interface Looks {
  /** The text that was looked at last. */
  readonly text: string | undefined;
  /** How one text is looked at; a token of another one is let go. */
  readonly at: (text: string | undefined) => Look;
}

/** Looking at the tokens of texts, one at a time. */
export function useLooks(): Looks {
  const [state, setState] = useState<State>({ text: undefined, hovered: undefined, held: undefined });
  const at = useCallback((text: string | undefined): Look => {
    const here = state.text === text;
    return {
      index: here ? state.held ?? state.hovered : undefined,
      pinned: here && state.held !== undefined,
      look: (hovered) => { setState((before) => (before.text === text ? { ...before, hovered } : { text, hovered, held: undefined })); },
      pin: (held) => { setState({ text, hovered: held, held }); },
    };
  }, [state]);
  return useMemo(() => ({ text: state.text, at }), [state.text, at]);
}
