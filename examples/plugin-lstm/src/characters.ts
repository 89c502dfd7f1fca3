import type { Tokenizer } from '@figment/core/interfaces';

/** The id that begins and ends a text; all others count from 1. */
export const EDGE = 0;

/** Texts to ids and back, whatever cuts them. */
export interface Characters {
  /** Ids there are, the edge included. */
  readonly size: number;
  encode(text: string): number[];
  /** One id by itself; '' for the edge. */
  text(id: number): string;
  /** Reads ids one by one: what each adds to the text, '' within a character. */
  reader(): (id: number) => string;
}

/** Characters of an alphabet; others are left out. */
export function alphabet(characters: string): Characters {
  const known = Array.from(new Set(Array.from(characters)));
  const ids = new Map(known.map((character, i) => [character, i + 1]));
  return {
    size: known.length + 1,
    encode: (text) => Array.from(text).flatMap((character) => ids.get(character) ?? []),
    text: (id) => known[id - 1] ?? '',
    reader: () => (id) => known[id - 1] ?? '',
  };
}

/** What a tokenizer cuts texts into. */
export function tokens(tokenizer: Tokenizer): Characters {
  return {
    size: tokenizer.vocabularySize + 1,
    encode: (text) => tokenizer.encode(text).ids.map((id) => id + 1),
    text: (id) => (id === EDGE ? '' : tokenizer.decode([id - 1])),
    reader() {
      const stream = tokenizer.decodeStream?.();
      return (id) => stream?.push(id - 1) ?? tokenizer.decode([id - 1]);
    },
  };
}
