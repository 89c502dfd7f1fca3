import { foldIn, type Key } from '@figment/core/random';

import { Chooser, nothingLeft, uniformAt } from './chooser.ts';
import type { GenerationPlan } from './generate.ts';
import { openPrompts } from './open-prompts.ts';
import { readOn, type ReadText } from './read-on.ts';
import { type HostLogits, rowOf } from './reader.ts';
import type { BatchStep, GenerationResult } from './result.ts';
import { processors, truncations } from './rules/chain.ts';
import { ruleFacts } from './rule-facts.ts';
import { Writer } from './writer.ts';

/** One of the texts. */
interface Text extends ReadText {
  readonly sequence: number;
  readonly prompt: number;
  readonly writer: Writer;
  readonly key: Key;
}

/** One token after the other, for all texts at the same time: the likeliest, or drawn. */
export async function* writeTexts<State extends object>(plan: GenerationPlan<State>): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { prompts, options, reader, prefix, key, tokenizer } = plan;
  const { samples, begin, temperature, candidates } = options;
  const isGreedy = temperature === 0;
  const chooser = new Chooser({ rules: [...processors(options, ruleFacts(plan)), ...(isGreedy ? [] : truncations(options))], on: 'logits', candidates, tokenizer });
  const { logits: afterPrompts, forgotten, rooms, capacity, reused } = await openPrompts(plan);
  plan.goOn();
  let logits = afterPrompts;
  const texts = prompts.flatMap((ids, prompt) => Array.from({ length: samples }, (_, sample): Text => {
    const sequence = prompt * samples + sample;
    const writer = new Writer({ ...options, ends: plan.ends, tokenizer, constraint: plan.constraint }, ids, { row: sequence, room: rooms[prompt]! });
    return { sequence, prompt, writer, ids: writer.ids, key: keyOf(key, ids, sample), forgotten: forgotten[prompt]! };
  }));
  const single = texts.length === 1 ? texts[0] : undefined;
  if (prefix !== undefined && single === undefined) prefix.keep(reader.selected([0]), prompts[0]!, { forgotten: forgotten[0]!, capacity });
  try {
    // Which row of what was read each text is.
    let active = texts.map((text) => ({ text, row: text.prompt }));
    for (let isFirst = true; ; isFirst = false) {
      yield* chooseAll(active, logits);
      active = active.filter(({ text }) => text.writer.finish === undefined);
      if (active.length === 0) break;
      logits = await readOn(plan, active.map(({ text }) => text), { rows: active.map(({ row }) => row), ahead: isFirst ? begin.slice(1) : [], capacity });
      active = active.map(({ text }, row) => ({ text, row }));
      plan.goOn();
    }
  } finally {
    if (prefix !== undefined && single !== undefined) {
      const { ids, forgotten: start } = single;
      const read = start + reader.positions;
      // A text that ended within what it had to begin with has read more than it wrote.
      prefix.keep(read <= ids.length ? reader.release() : undefined, ids.slice(0, read), { forgotten: start, capacity });
    }
  }
  return { sequences: texts.map(({ writer, prompt }) => writer.sequence(prompt)), read: reader.read, reused };

  async function* chooseAll(active: readonly { readonly text: Text; readonly row: number }[], from: HostLogits): AsyncGenerator<BatchStep, void, undefined> {
    for (let at = 0; at < from.count; at++) {
      for (const { text: { sequence, writer, key: own }, row } of active) {
        if (writer.finish !== undefined) continue;
        const place = writer.tokens.length;
        if (!chooser.load(rowOf(from, row, at), writer, !isGreedy)) throw nothingLeft(writer);
        const token = chooser.token(begin[place] ?? (isGreedy ? chooser.best() : chooser.dice.draw(uniformAt(own, place))));
        const text = writer.write(token);
        yield { sequence, step: place + 1, of: writer.limit, sample: writer.text, text, token, candidates: token.candidates, finish: writer.finish };
        plan.goOn();
      }
    }
  }
}

/**
 * The key of a text. It depends on the prompt itself (by its FNV-1a hash) and not on the prompt's place in a batch, so that a text comes
 * out the same alone as among others.
 */
export function keyOf(key: Key, prompt: readonly number[], sample: number): Key {
  let hash = 0x811c9dc5;
  for (const id of prompt) hash = Math.imul(hash ^ id, 0x01000193);
  return foldIn(foldIn(key, hash >>> 0), sample);
}
