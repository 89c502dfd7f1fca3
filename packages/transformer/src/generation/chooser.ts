import { FigmentError, type Key } from '@figment/core';
import { bits, foldIn, uniformFromBits } from '@figment/core/random';
import type { Tokenizer } from '@figment/core/interfaces';

import { Dice } from './dice.ts';
import { largest } from './largest.ts';
import { logSumExp } from './log-softmax.ts';
import type { LogitsRule, Row, RuleContext } from './rules/rule.ts';
import type { Candidate, WrittenToken } from './step.ts';
import { tokenText } from './text/token-texts.ts';

/** How tokens are judged. */
export interface ChooserPlan {
  readonly rules: readonly LogitsRule[];
  /** Rules act on log-probabilities, as in beam search, or on logits. */
  readonly on: 'logits' | 'logProbabilities';
  readonly candidates: number;
  readonly tokenizer: Tokenizer | undefined;
}

/** Judges what may come next, one row of logits at a time. Its memory is used again for each. */
export class Chooser {
  /** The row after all rules; the row itself where there are none. */
  ruled: Row = new Float32Array(0);
  readonly dice = new Dice();
  readonly #plan: ChooserPlan;
  #memory: Row = this.ruled;
  #logits: Float32Array = new Float32Array(0);
  #isDrawn = true;
  /** -1: not looked for yet. */
  #best = -1;
  /** ln of the sum of exp(logits). */
  #normalizer = 0;
  #faces: readonly Candidate[] | undefined;

  constructor(plan: ChooserPlan) {
    this.#plan = plan;
  }

  /**
   * Takes the logits of what follows a text.
   *
   * @param logits as the model gave them; they stay as they are
   * @param isDrawn whether dice are thrown; if not, the likeliest is certain
   * @returns false when the rules left nothing that may come next
   * @throws FigmentError `LOGITS_NOT_FINITE`
   */
  load(logits: Float32Array, context: RuleContext, isDrawn: boolean): boolean {
    const { rules, on } = this.#plan;
    requireNumbers(logits, context.ids.length - context.promptLength);
    [this.#logits, this.#normalizer, this.#faces, this.#isDrawn, this.#best] = [logits, logSumExp(logits), undefined, isDrawn, -1];
    this.ruled = logits;
    if (rules.length > 0 || on !== 'logits') {
      if (this.#memory.length !== logits.length) this.#memory = on === 'logits' ? new Float32Array(logits.length) : new Float64Array(logits.length);
      this.ruled = this.#memory;
      this.ruled.set(logits);
      if (on !== 'logits') for (let id = 0; id < logits.length; id++) this.ruled[id]! -= this.#normalizer;
      for (const rule of rules) rule(this.ruled, context);
    }
    return isDrawn ? this.dice.load(this.ruled) : this.ruled[this.best()]! > -Infinity;
  }

  /** The likeliest after all rules; of equals the lowest id. */
  best(): number {
    if (this.#best >= 0) return this.#best;
    const { ruled } = this;
    let best = 0;
    for (let id = 1; id < ruled.length; id++) if (ruled[id]! > ruled[best]!) best = id;
    return (this.#best = best);
  }

  /** What is told of a token that was chosen from the row that was loaded last. */
  token(id: number): WrittenToken {
    const { candidates: count } = this.#plan;
    this.#faces ??= count > 0 ? [...largest(this.#logits, count)].map((face) => this.#candidate(face)) : [];
    const written = this.#faces.find((face) => face.id === id) ?? this.#candidate(id);
    const candidates = count === 0 || this.#faces.includes(written) ? this.#faces : [...this.#faces, written];
    return { ...written, candidates, entropy: this.#isDrawn ? this.dice.entropy : 0 };
  }

  #candidate(id: number): Candidate {
    const logit = this.#logits[id]!;
    const probability = this.#isDrawn ? this.dice.probability(id) : Number(id === this.best());
    return { id, text: tokenText(this.#plan.tokenizer, id), logit, logProbability: logit - this.#normalizer, probability };
  }
}

/** The uniform number that throws the dice at a place of a text: the same whatever was drawn before, or beside it. */
export function uniformAt(key: Key, place: number): number {
  return uniformFromBits(bits(foldIn(key, place), 2), 'double53')[0]!;
}

/** NaN and +Infinity are refused, and a row of nothing but -Infinity. */
function requireNumbers(logits: Float32Array, place: number): void {
  let sum = 0, any = false;
  for (let id = 0; id < logits.length; id++) {
    sum += logits[id]!;
    any ||= logits[id]! > -Infinity;
  }
  if (sum < Infinity && any) return;
  const id = logits.findIndex((logit) => !(logit < Infinity));
  const what = id < 0 ? 'all are -Infinity' : `that of id ${id} is ${logits[id]!}`;
  throw new FigmentError('LOGITS_NOT_FINITE', `The model's logits must be finite numbers (or -Infinity for what can't come); for token ${place + 1} ${what}. Its weights are damaged, or its numbers overflow.`);
}

/** What to throw when no id may come next. */
export function nothingLeft({ ids, promptLength, constraint }: RuleContext): FigmentError {
  const place = ids.length - promptLength + 1;
  return constraint === undefined
    ? new FigmentError('OPTIONS_INVALID', `Nothing may come as token ${place}: the options ban every id.`)
    : new FigmentError('CONSTRAINT_INVALID', `Nothing may come as token ${place}: no id goes on in the form that the constraint wants and is allowed by the other options.`);
}
