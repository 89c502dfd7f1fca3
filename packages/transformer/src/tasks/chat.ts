import { FigmentError } from '@figment/core';
import { type RunCall, task } from '@figment/core/plugin';
import type * as z from 'zod';

import { chatFormOf } from '../chat/chat-form.ts';
import type { ChatForm, Conversation } from '../chat/message.ts';
import { type SavedSession, Session } from '../generation/session.ts';
import { causalModel } from '../network/causal-model.ts';
import type { TextReader } from './text-reader.ts';
import { write, type WritingStep } from './write.ts';
import { writingOptions } from './writing-options.ts';

export const chatTask = task({
  title: 'Chat',
  description: 'Answers in a conversation.',
  input: { messages: 'chat' },
  options: writingOptions,
  output: 'text',
});

/** What a model remembers of the last conversation, so that of the next turn it reads only what is new. It lies on the host. */
export interface ChatMemory {
  form?: Promise<ChatForm>;
  session?: SavedSession;
}

/** Answers the last message; goes on with it if it is the assistant's own. */
export async function* chat({ network, language, context }: TextReader, memory: ChatMemory, { messages }: { readonly messages: Conversation }, options: z.output<typeof writingOptions>, call: RunCall): AsyncGenerator<WritingStep, string, undefined> {
  const { wait } = call;
  const form = await wait((memory.form ??= chatFormOf(language)));
  const prompt = fitted(form, messages, context, options);
  const model = causalModel(network);
  const session = memory.session === undefined ? new Session(model) : Session.from(model, memory.session);
  try {
    const stop = [...options.stop, ...form.stop];
    const answer = yield* write(model, prompt, { language, ends: form.end, options: { ...options, stop }, prefix: session, trim: true }, call);
    memory.session = await wait(session.toHost());
    return answer;
  } finally {
    session.dispose();
  }
}

/** The conversation as ids; where it is too long and may be cut, without its oldest turns. */
function fitted(form: ChatForm, messages: Conversation, context: number, { overflow, maxTokens }: z.output<typeof writingOptions>): readonly number[] {
  const last = messages.at(-1)?.role;
  if (last === 'system') throw new FigmentError('INPUT_INVALID', 'input.messages must end with what is to be answered, got a message of the system.');
  const ending = last === 'assistant' ? 'unfinished' : 'answer';
  const room = Math.max(context - maxTokens, Math.ceil(context / 2));
  let kept = messages;
  let { ids } = form.encode(kept, ending);
  while (overflow !== 'error' && ids.length > room) {
    // What the system says stays, and so does what is to be answered.
    const oldest = kept.findIndex(({ role }) => role !== 'system');
    const next = kept.findIndex(({ role }, i) => i > oldest && role === 'user');
    if (next < 0) break;
    kept = kept.filter((_, i) => i < oldest || i >= next);
    ({ ids } = form.encode(kept, ending));
  }
  return ids;
}
