import type { CharacterSet } from './syntax.ts';

/** One step of a program; numbers are indices of steps, sets are indices into the program's sets. */
export type Step =
  /** Takes one character of the set, towards the start of the text if `back`. */
  | { readonly op: 'take'; readonly set: number; readonly back: boolean; readonly next: number }
  /** Goes on at the first target that leads to a match. */
  | { readonly op: 'try'; readonly targets: readonly number[] }
  /** Asks about the next (else the previous) character, without taking it. */
  | { readonly op: 'neighbour'; readonly ahead: boolean; readonly asked: Question; readonly next: number }
  | { readonly op: 'look'; readonly body: number; readonly negative: boolean; readonly next: number }
  | { readonly op: 'atomic'; readonly body: number; readonly next: number }
  /** Around the body of a loop that can match nothing: a round that took no character is the last one. */
  | { readonly op: 'round'; readonly depth: number; readonly next: number }
  | { readonly op: 'progress'; readonly depth: number; readonly next: number; readonly otherwise: number }
  | { readonly op: 'match' };

/** Whether a character is in one of the sets, or there is none and `outside`; the contrary if `negative`. */
export interface Question {
  readonly sets: readonly number[];
  readonly outside: boolean;
  readonly negative: boolean;
}

/** A possessive part that was compiled as a greedy one: right unless what follows can begin with a character of the set. */
export interface Exclusion {
  readonly set: number;
  readonly following: readonly Question[];
}

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly sets: readonly CharacterSet[];
  readonly exclusions: readonly Exclusion[];
}
