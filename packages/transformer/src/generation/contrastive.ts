import { FigmentError } from '@figment/core';

import { Chooser, nothingLeft } from './chooser.ts';
import type { GenerationPlan } from './generate.ts';
import { largest } from './largest.ts';
import { openPrompts } from './open-prompts.ts';
import { readOn } from './read-on.ts';
import { type HostHidden, type HostLogits, rowOf } from './reader.ts';
import type { BatchStep, GeneratedSequence, GenerationResult } from './result.ts';
import { ruleFacts } from './rule-facts.ts';
import { processors } from './rules/chain.ts';
import type { Candidate, WrittenToken } from './step.ts';
import { Writer } from './writer.ts';

/**
 * Contrastive search: of the likeliest tokens the one that is both likely and unlike what stands there. Draws nothing. One text after the other.
 *
 * Su et al. 2022, "A Contrastive Framework for Neural Text Generation", arXiv:2202.06417.
 */
export async function* searchContrastively<State extends object>(plan: GenerationPlan<State>, { alpha, topK }: { readonly alpha: number; readonly topK: number }): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { prompts, options, reader, tokenizer, ends, constraint } = plan;
  const chooser = new Chooser({ rules: processors(options, ruleFacts(plan)), on: 'logits', candidates: 0, tokenizer });
  const sequences: GeneratedSequence[] = [];
  for (const [prompt, ids] of prompts.entries()) sequences.push(yield* searchOne(prompt, ids));
  return { sequences, read: reader.read, reused: 0 };

  async function* searchOne(prompt: number, ids: readonly number[]): AsyncGenerator<BatchStep, GeneratedSequence, undefined> {
    const opened = await openPrompts({ ...plan, prompts: [ids] });
    plan.goOn();
    let { forgotten: [forgotten = 0], logits } = opened;
    let row = 0;
    let past = directions(logits, 0);
    const writer = new Writer({ ...options, ends, tokenizer, constraint }, ids, { row: prompt, room: opened.rooms[0]! });
    for (;;) {
      if (!chooser.load(rowOf(logits, row), writer, true)) throw nothingLeft(writer);
      const { ruled } = chooser;
      const forced = options.begin[writer.tokens.length];
      const faces = forced !== undefined ? [forced] : [...largest(ruled, topK)].filter((id) => ruled[id]! > -Infinity);
      const candidates = faces.map((id) => chooser.token(id));
      // All candidates are read, each as a row; also at the end, for what they are like decides.
      const texts = candidates.map(({ id }) => ({ ids: [...writer.ids, id], forgotten }));
      const hasRoom = reader.positions < reader.model.context || options.overflow === 'slide';
      if (hasRoom) logits = await readOn(plan, texts, { rows: candidates.map(() => row), capacity: opened.capacity });
      plan.goOn();
      const scores = candidates.map((candidate, i) => {
        const own = hasRoom ? directions(logits, i) : [];
        if (own.length > 1) past = own.slice(0, -1);
        return contrast(Math.exp(candidate.logProbability), own.at(-1), past, alpha);
      });
      row = scores.indexOf(Math.max(...scores));
      const token: WrittenToken = { ...candidates[row]!, score: scores[row]!, candidates: candidates.map(({ id, text, logit, logProbability, probability }, i): Candidate => ({ id, text, logit, logProbability, probability, score: scores[i]! })) };
      const text = writer.write(token);
      yield { sequence: prompt, step: writer.tokens.length, of: writer.limit, sample: writer.text, text, token, candidates: token.candidates, finish: writer.finish };
      plan.goOn();
      if (writer.finish !== undefined) return writer.sequence(prompt);
      ({ forgotten } = texts[row]!);
      past = [...past, directions(logits, row).at(-1)!];
    }
  }
}

/** Eq. 5: (1 - alpha) p(v) - alpha max_j cos(h_v, h_j), over all earlier positions j. */
export function contrast(probability: number, direction: Float32Array | undefined, past: readonly Float32Array[], alpha: number): number {
  let nearest = direction === undefined || past.length === 0 ? 0 : -Infinity;
  if (direction !== undefined) for (const other of past) nearest = Math.max(nearest, dot(direction, other));
  return (1 - alpha) * probability - alpha * nearest;
}

/** Hidden states of a row, each of length 1. */
function directions({ hidden }: HostLogits, row: number): Float32Array[] {
  const { data, positions, width } = hidden as HostHidden;
  return Array.from({ length: positions }, (_, at) => {
    const start = (row * positions + at) * width;
    const state = data.slice(start, start + width);
    const norm = Math.sqrt(dot(state, state));
    if (!Number.isFinite(norm)) throw new FigmentError('LOGITS_NOT_FINITE', `The model's hidden states must be finite numbers, got ${norm} for the norm of one. Its weights are damaged, or its numbers overflow.`);
    return norm > 0 ? state.map((x) => x / norm) : state;
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
