import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

/** What a link to a result carries: whoever opens it sees the same thing. */
export interface GenerateAddress {
  readonly model: string | undefined;
  readonly task: string | undefined;
  readonly seed: number;
  /** Options that differ from their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Inputs that can be written down: `emoji:12`, or a short list of numbers. */
  readonly inputs: Readonly<Record<string, string | readonly number[]>>;
}

const firstSeed = 1;

export function parseAddress(query: URLSearchParams): GenerateAddress {
  const seed = Number(query.get('seed') ?? firstSeed);
  return {
    model: query.get('model') ?? undefined,
    task: query.get('task') ?? undefined,
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : firstSeed,
    options: record(query.get('options')),
    inputs: record(query.get('inputs')) as GenerateAddress['inputs'],
  };
}

export function writeAddress(query: URLSearchParams, address: GenerateAddress): URLSearchParams {
  const next = new URLSearchParams(query);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  };
  set('model', address.model);
  set('task', address.task);
  set('seed', String(address.seed));
  set('options', Object.keys(address.options).length === 0 ? undefined : JSON.stringify(address.options));
  set('inputs', Object.keys(address.inputs).length === 0 ? undefined : JSON.stringify(address.inputs));
  return next;
}

function record(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
  } catch {
    // A link that somebody shortened by hand still opens.
    return {};
  }
}

export type ChangeAddress = (change: Partial<GenerateAddress> | ((before: GenerateAddress) => Partial<GenerateAddress>)) => void;

/** The address of this page as state; changes replace it, so that the back button leaves the page. */
export function useGenerateAddress(): readonly [GenerateAddress, ChangeAddress] {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const address = useMemo(() => parseAddress(new URLSearchParams(text)), [text]);
  const change = useCallback<ChangeAddress>((part) => {
    setQuery((current) => {
      const before = parseAddress(current);
      return writeAddress(current, { ...before, ...(typeof part === 'function' ? part(before) : part) });
    }, { replace: true });
  }, [setQuery]);
  return [address, change];
}

/** A new throw: large enough to be new, small enough to be read aloud. */
export function throwDice(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 1_000_000;
}
