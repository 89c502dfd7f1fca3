import type { Tokenizer } from '@figment/core/interfaces';
import { key, uniformArray } from '@figment/core/random';
import { trainTokenizer } from '@figment/tokenizer';

import { constrain, type Form } from '../constrain.ts';
import { Machine } from '../automaton/machine.ts';

/** Byte-level tokens of JSON and two scripts, the last one an end: some split characters, some join signs. */
export async function jsonTokenizer(): Promise<Tokenizer & { readonly end: number }> {
  const values = [{ name: '김민준', age: 42, tags: ['red', '빨강', 'a b'], on: true }, { items: [{ id: 1, price: 2.5, note: null }, { id: 20, price: -0.75 }], at: '2024-02-29' }];
  const texts = values.flatMap((value) => [JSON.stringify(value), JSON.stringify(value, null, 2)]);
  const tokenizer = await trainTokenizer([...texts, ...texts], { model: 'bpe', vocabulary: 420, specialTokens: ['<|end|>'] });
  return Object.assign(tokenizer, { end: tokenizer.id('<|end|>')! });
}

/** Numbers in [0, 1), the same each time. */
export function randomNumbers(seed: number): () => number {
  const numbers = uniformArray(key(seed), 20_000);
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
}

/** A tokenizer of these tokens, as core's interface has it. */
export function listTokenizer(tokens: readonly string[]): Tokenizer {
  return {
    vocabularySize: tokens.length,
    encode: (text) => ({ ids: Array.from(text, (character) => tokens.indexOf(character)) }),
    decode: (ids) => ids.map((id) => tokens[id]).join(''),
  };
}

/** Ids that may come next. */
export function allowed(state: { allow(logits: Float32Array): void }, size: number): number[] {
  const logits = new Float32Array(size);
  state.allow(logits);
  return [...logits.keys()].filter((id) => logits[id] === 0);
}

/**
 * Writes a text of a form by chance alone. After `patience` tokens it takes what leads to an end soonest, one byte at a time.
 */
export function walk(form: Form, tokenizer: Tokenizer & { readonly end: number }, random: () => number, patience = 40): string {
  let state = constrain(form, tokenizer, { endIds: [tokenizer.end] }).start();
  const ids: number[] = [];
  for (;;) {
    const choices = allowed(state, tokenizer.vocabularySize);
    if (state.mustEnd || (state.complete && (random() < 0.3 || ids.length > patience))) return tokenizer.decode(ids);
    if (ids.length > 4000) throw new Error('endless');
    const texts = choices.filter((id) => id !== tokenizer.end);
    const closing = ids.length > patience ? texts.filter((id) => /^["\]}0]*$/.test(tokenizer.decode([id])) && tokenizer.decode([id]) !== '') : [];
    const from = closing.length > 0 && random() < 0.8 ? closing : texts;
    const id = from[Math.floor(random() * from.length)]!;
    ids.push(id);
    state = state.accept(id);
  }
}

/** Whether a text can be written token by token, and may end there. */
export function canWrite(form: Form, tokenizer: Tokenizer & { readonly end: number }, text: string): boolean {
  let state = constrain(form, tokenizer, { endIds: [tokenizer.end] }).start();
  for (const id of tokenizer.encode(text).ids) {
    if (!allowed(state, tokenizer.vocabularySize).includes(id)) return false;
    state = state.accept(id);
  }
  return state.complete && allowed(state, tokenizer.vocabularySize).includes(tokenizer.end);
}

const machines = new WeakMap<Form, Machine>();

/** Whether a form fits a text, byte by byte. */
export function fits(form: Form, text: string): boolean {
  const machine = machines.get(form) ?? new Machine(form.expression, new Uint8Array(256).fill(1));
  machines.set(form, machine);
  let state = machine.start ?? null;
  for (const byte of new TextEncoder().encode(text)) state = state && machine.step(state, byte);
  return state?.accepts === true;
}
