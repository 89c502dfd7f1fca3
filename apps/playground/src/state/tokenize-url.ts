import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

/** What a link to a tokenized text carries. */
export interface TokenizeAddress {
  readonly tokenizer: string;
  /** The one it is compared with; '' for none. */
  readonly other: string;
  /** Undefined where the text is too long for a link, or is the one that the page begins with. */
  readonly text: string | undefined;
  /** Whether special tokens in the text are read as such. */
  readonly special: boolean;
  /** How many merges are in use; undefined for all. */
  readonly merges: number | undefined;
  readonly otherMerges: number | undefined;
}

/** Longer texts are left out of the address: browsers and messengers cut long links. */
export const longestText = 1500;

const first = { tokenizer: 'o200k', other: 'r50k' } as const;

export function parseTokenizeAddress(query: URLSearchParams): TokenizeAddress {
  return {
    tokenizer: query.get('tokenizer') ?? first.tokenizer,
    other: query.get('with') ?? first.other,
    text: query.get('text') ?? undefined,
    special: query.get('special') === '1',
    merges: count(query.get('merges')),
    otherMerges: count(query.get('withMerges')),
  };
}

export function writeTokenizeAddress(query: URLSearchParams, address: TokenizeAddress): URLSearchParams {
  const next = new URLSearchParams(query);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  };
  set('tokenizer', address.tokenizer === first.tokenizer ? undefined : address.tokenizer);
  set('with', address.other === first.other ? undefined : address.other);
  set('text', address.text !== undefined && address.text.length <= longestText ? address.text : undefined);
  set('special', address.special ? '1' : undefined);
  set('merges', address.merges === undefined ? undefined : String(address.merges));
  set('withMerges', address.otherMerges === undefined ? undefined : String(address.otherMerges));
  return next;
}

function count(text: string | null): number | undefined {
  const value = Number(text ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export type ChangeTokenizeAddress = (change: Partial<TokenizeAddress>) => void;

/** The address of this page as state; changes replace it, so that the back button leaves the page. */
export function useTokenizeAddress(): readonly [TokenizeAddress, ChangeTokenizeAddress] {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const address = useMemo(() => parseTokenizeAddress(new URLSearchParams(text)), [text]);
  const change = useCallback<ChangeTokenizeAddress>((part) => {
    setQuery((current) => writeTokenizeAddress(current, { ...parseTokenizeAddress(current), ...part }), { replace: true });
  }, [setQuery]);
  return [address, change];
}
