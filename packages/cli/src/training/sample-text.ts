import { type ErrorCode, isFigmentError } from '@figment/core';
import type { Kind, Kinds } from '@figment/core/plugin';

import type { AnyDataset } from '../inputs/data-source.ts';
import { textTask } from '../models/text-task.ts';
import type { TrainedModel } from './starting-model.ts';

/** Characters of a sample. */
const LENGTH = 160;
/** The words that a sample begins with. */
const beginning = /^\s*(?:\S+\s+){0,2}\S+/;

/** What a model can not do with an example, whatever it has learnt. */
const noReason: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['INPUT_INVALID', 'CONTEXT_OVERFLOW', 'TOKENIZER_MISSING', 'TOKENIZER_MISMATCH']);

/** What is asked of a model, and how that begins, for people. */
interface Question {
  readonly task: string;
  readonly input: object;
  readonly shown: string;
}

/**
 * Has a model of texts show what it can: it answers how a conversation begins, goes on from how an example begins, or writes the
 * counterpart of one. Nothing for other models, and for those that can't take the example.
 */
export async function sampleText(model: TrainedModel, data: AnyDataset, seed: number): Promise<string | undefined> {
  const question = await questionFor(model, data);
  if (question === undefined) return undefined;
  let text = '';
  const sampling = model.tasks[question.task]!.sample(question.input as Record<string, never>, { seed }) as AsyncIterable<{ readonly sample: string }>;
  try {
    for await (const { sample } of sampling) {
      text = sample;
      if (text.length >= LENGTH) break;
    }
  } catch (error) {
    // A text without a blank to fill, say: that is no reason to end a run.
    if (isFigmentError(error) && noReason.has(error.code)) return undefined;
    throw error;
  }
  const { shown } = question;
  return (text.startsWith(shown) ? text : `${shown} … ${text}`).replaceAll(/\s+/g, ' ').trim();
}

async function questionFor(model: TrainedModel, data: AnyDataset): Promise<Question | undefined> {
  const example = async (field: string): Promise<unknown> => ((await data.read([0]))[field] as readonly unknown[])[0];
  const field = (kind: Kind): string | undefined => Object.entries(data.fields).find(([name, spec]) => spec.kind === kind && name !== 'target')?.[0];
  const [chats, texts, found] = [field('chat'), field('text'), textTask(model)];
  if (chats !== undefined && model.tasks['chat']?.unavailable === undefined && 'chat' in model.tasks) {
    const messages = await example(chats) as Kinds['chat'];
    const asked = messages.findIndex(({ role }) => role === 'user');
    return asked < 0 ? undefined : { task: 'chat', input: { messages: messages.slice(0, asked + 1) }, shown: messages[asked]!.content };
  }
  if (found === undefined || texts === undefined) return undefined;
  const text = (await example(texts) as string).slice(0, LENGTH);
  const shown = 'target' in data.fields ? text : beginning.exec(text)?.[0] ?? '';
  return { task: found.name, input: Object.fromEntries([[found.input, shown]]), shown };
}
