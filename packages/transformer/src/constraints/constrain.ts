import { FigmentError } from '@figment/core';
import type { Tokenizer } from '@figment/core/interfaces';

import type { Constraint, ConstraintState } from '../generation/constraint.ts';
import type { Expression } from './automaton/expression.ts';
import { Machine, type State } from './automaton/machine.ts';
import { TokenMasks } from './vocabulary/token-masks.ts';
import { tokenTrie } from './vocabulary/token-trie.ts';

/** A form that texts can have: what {@link grammar}, {@link pattern} and {@link jsonSchema} give. */
export interface Form {
  /** What it is, in a few words. */
  readonly title: string;
  readonly expression: Expression;
}

/** For what a form is a constraint. */
export interface ConstrainOptions {
  /** Ids that end a text. Left out: texts end only where nothing can follow, or where whoever writes them stops. */
  readonly endIds?: readonly number[] | undefined;
}

const allBytes = new Uint8Array(256).fill(1);

/**
 * A form over the tokens of a tokenizer. Masks are made when a text first comes to a place, and remembered.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` when no text has the form, when these tokens can't write one, or when tokens have no text of their own
 */
export function constrain({ title, expression }: Form, tokenizer: Tokenizer, { endIds = [] }: ConstrainOptions = {}): Constraint {
  if (new Machine(expression, allBytes).start === undefined) throw new FigmentError('CONSTRAINT_INVALID', `no text ends that has the form of ${title}: a part of it needs itself, or has no character.`);
  const trie = tokenTrie(tokenizer);
  const machine = new Machine(expression, trie.alphabet);
  if (machine.start === undefined) throw new FigmentError('CONSTRAINT_INVALID', `the tokens of this tokenizer can't write any text that has the form of ${title}.`);
  const masks = new TokenMasks(machine, trie, new Set(endIds), title);
  return { start: () => new Place(masks, machine.start!) };
}

class Place implements ConstraintState {
  readonly #masks: TokenMasks;
  readonly #state: State;

  constructor(masks: TokenMasks, state: State) {
    this.#masks = masks;
    this.#state = state;
  }

  allow(logits: Float32Array | Float64Array): void {
    this.#masks.apply(this.#state, logits);
  }

  accept(id: number): ConstraintState {
    const state = this.#masks.accept(this.#state, id);
    return state === this.#state ? this : new Place(this.#masks, state);
  }

  get complete(): boolean {
    return this.#state.accepts;
  }

  get mustEnd(): boolean {
    return this.#state.accepts && !this.#masks.goesOn(this.#state);
  }
}
