import { inverseCdf, type Key, split } from '@figment/core/random';

import { Chooser, nothingLeft, uniformAt } from './chooser.ts';
import { halfOf } from './context-window.ts';
import type { GenerationPlan } from './generate.ts';
import type { NextTokenModel } from './next-token-model.ts';
import { openPrompts } from './open-prompts.ts';
import { type HostLogits, Reader, rowOf } from './reader.ts';
import type { BatchStep, GeneratedSequence, GenerationResult } from './result.ts';
import { ruleFacts } from './rule-facts.ts';
import { processors, truncations } from './rules/chain.ts';
import type { RuleContext } from './rules/rule.ts';
import { type Distribution, isAccepted, residual } from './speculation.ts';
import { keyOf } from './write-texts.ts';
import { endedBy, Writer } from './writer.ts';

/** A guess: an id, and what it was drawn from. */
interface Guess {
  readonly id: number;
  readonly from: Distribution;
}

/**
 * Speculative decoding: a draft model guesses some tokens, the model reads them all at once, and those stay that it might have written. What is
 * written has the model's own distribution (without temperature: is what it would write alone), rules and truncation included, as both
 * models' are processed alike. One text after the other.
 */
export async function* writeSpeculatively<State extends object>(plan: GenerationPlan<State>, draftModel: NextTokenModel): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { prompts, options, reader, prefix, tokenizer, ends, constraint, model } = plan;
  const { samples, begin, temperature, stopIds, draft: { adaptive } } = options;
  const isGreedy = temperature === 0;
  const rules = [...processors(options, ruleFacts(plan)), ...(isGreedy ? [] : truncations(options))];
  const chooser = new Chooser({ rules, on: 'logits', candidates: options.candidates, tokenizer });
  const guesser = new Chooser({ rules, on: 'logits', candidates: 0, tokenizer: undefined });
  const drafts = new Reader(draftModel, plan.wait);
  const sequences: GeneratedSequence[] = [];
  const tally = { guessed: 0, accepted: 0 };
  let reused = 0;
  try {
    for (const [prompt, ids] of prompts.entries()) for (let sample = 0; sample < samples; sample++) sequences.push(yield* writeOne(prompt, ids, sample));
  } finally {
    drafts.dispose();
  }
  return { sequences, read: reader.read, reused, draft: tally };

  async function* writeOne(prompt: number, ids: readonly number[], sample: number): AsyncGenerator<BatchStep, GeneratedSequence, undefined> {
    const opened = await openPrompts({ ...plan, prompts: [ids] });
    let logits: HostLogits | undefined = opened.logits;
    reused += opened.reused;
    const sequence = prompt * samples + sample;
    const writer = new Writer({ ...options, ends, tokenizer, constraint }, ids, { row: sequence, room: opened.rooms[0]! });
    const key = keyOf(plan.key, ids, sample);
    // Numbers of their own, so that what is guessed and what is taken of it don't depend on each other.
    const [draws, guessing, accepting] = split(key, 3) as [Key, Key, Key];
    /** Ids of the text that are not in the model's state, or in the draft model's. */
    let forgotten = opened.forgotten[0]!;
    let draftStart = 0;
    let ahead = options.draft.tokens;
    drafts.dispose();
    try {
      while (!isOver(writer)) {
        plan.goOn();
        // What both have read may be all but the last token; after a prompt its logits are at hand.
        let unread = writer.ids.slice(forgotten + reader.positions);
        if (unread.length + reader.positions > model.context) {
          forgotten = writer.ids.length - halfOf(model.context);
          logits = await reader.start([writer.ids.slice(forgotten)], Math.max(opened.capacity, halfOf(model.context)));
          unread = [];
        }
        const left = writer.limit - writer.tokens.length;
        const most = Math.min(ahead, left - 1, model.context - reader.positions - unread.length);
        const guesses = await guess(writer, most, guessing);
        const rows: HostLogits | undefined = unread.length + guesses.length === 0 ? undefined : await reader.next([[...unread, ...guesses.map(({ id }) => id)]]);
        plan.goOn();
        /** Logits for guess i, the one after them all included. */
        const after = (i: number): Float32Array => (unread.length === 0 && i === 0 ? rowOf(logits!, 0, logits!.count - 1) : rowOf(rows!, 0, unread.length - 1 + i));
        const length = writer.ids.length;
        let accepted = 0;
        for (let i = 0; i <= guesses.length; i++) {
          const place = writer.tokens.length;
          const taken = take(after(i), guesses[i], writer, place, { draws, accepting });
          const token = chooser.token(taken.id);
          const text = writer.write(token);
          if (taken.isGuess) accepted++;
          yield { sequence, step: place + 1, of: writer.limit, sample: writer.text, text, token, candidates: token.candidates, finish: writer.finish };
          plan.goOn();
          if (!taken.isGuess || isOver(writer)) break;
        }
        tally.guessed += guesses.length;
        tally.accepted += accepted;
        if (adaptive) ahead = accepted === guesses.length ? Math.min(ahead + 2, 31) : Math.max(ahead - 1, 1);
        reader.rewind(guesses.length - accepted);
        const wrong = draftStart + drafts.positions - length - accepted;
        if (wrong < drafts.positions) drafts.rewind(Math.max(0, wrong));
        else drafts.dispose();
      }
    } finally {
      if (prefix !== undefined) {
        const read = forgotten + reader.positions;
        prefix.keep(read <= writer.ids.length ? reader.release() : undefined, writer.ids.slice(0, read), { forgotten, capacity: opened.capacity });
      }
    }
    return writer.sequence(prompt);

    /** Lets the draft model go on from the text by up to `most` tokens. */
    async function guess({ ids: written, promptLength, row, constraint: start }: Writer, most: number, own: Key): Promise<Guess[]> {
      const guesses: Guess[] = [];
      let state = start;
      while (guesses.length < most) {
        const text = [...written, ...guesses.map((made) => made.id)];
        const place = text.length - promptLength;
        let id = begin[place];
        let from: Distribution = new Float64Array(0);
        if (id === undefined) {
          const context: RuleContext = { ids: text, promptLength, row, constraint: state };
          const read = await readDraft(text);
          plan.goOn();
          if (!guesser.load(rowOf(read, 0, read.count - 1), context, !isGreedy)) break;
          from = distribution(guesser);
          id = isGreedy ? guesser.best() : guesser.dice.draw(uniformAt(own, place));
        }
        guesses.push({ id, from });
        if (endedBy({ ends, stopIds }, id) !== undefined) break;
        state = state?.accept(id);
        if (state?.mustEnd === true) break;
      }
      return guesses;
    }

    /** Has the draft model read a text: what it has not read of it, or, where that is more than fits, its end. */
    async function readDraft(text: readonly number[]): Promise<HostLogits> {
      const unread = text.slice(draftStart + drafts.positions);
      if (drafts.positions > 0 && drafts.positions + unread.length <= draftModel.context) return await drafts.next([unread]);
      draftStart = text.length <= draftModel.context ? 0 : text.length - halfOf(draftModel.context);
      return await drafts.start([text.slice(draftStart)], Math.min(draftModel.context, text.length - draftStart + writer.limit));
    }
  }

  function isOver({ finish }: Writer): boolean {
    return finish !== undefined;
  }

  /** One step of Algorithm 1: the guess, or what is drawn instead of it, or after the last. */
  function take(logits: Float32Array, guess: Guess | undefined, writer: Writer, place: number, { draws, accepting }: { readonly draws: Key; readonly accepting: Key }): { readonly id: number; readonly isGuess: boolean } {
    if (!chooser.load(logits, writer, !isGreedy)) throw nothingLeft(writer);
    const forced = begin[place];
    if (forced !== undefined) return { id: forced, isGuess: guess !== undefined };
    if (isGreedy) return { id: chooser.best(), isGuess: guess?.id === chooser.best() };
    const target = distribution(chooser);
    if (guess === undefined) return { id: chooser.dice.draw(uniformAt(draws, place)), isGuess: false };
    if (isAccepted(guess.id, target, guess.from, uniformAt(accepting, place))) return { id: guess.id, isGuess: true };
    return { id: inverseCdf(residual(target, guess.from), uniformAt(draws, place)), isGuess: false };
  }

  function distribution({ dice: { weights, total } }: Chooser): Distribution {
    return isGreedy ? new Float64Array(0) : weights.map((weight) => weight / total);
  }
}
