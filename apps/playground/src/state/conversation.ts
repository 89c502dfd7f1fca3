import { create } from 'zustand';

import type { ChatMessage, WrittenToken } from '../workers/protocol/index.ts';
import { textOf, write, type WritingRequest, type Written } from './writing.ts';

/** One turn of a conversation: what was said, or the answers that were tried. */
export type Turn =
  | { readonly key: string; readonly role: 'user'; readonly content: string }
  | { readonly key: string; readonly role: 'assistant'; readonly answers: readonly Written[]; readonly chosen: number };

/** How an answer is asked for: all but the conversation itself. */
export type Asking = Omit<WritingRequest, 'inputs'> & {
  /** Name of the input that takes a conversation. */
  readonly field: string;
  readonly system: string;
};

interface ConversationState {
  readonly turns: readonly Turn[];
  readonly running: boolean;
  /** Says something, and has it answered. */
  readonly say: (content: string, asking: Asking) => void;
  /** Another answer, beside those there are; from where `begun` ends, if it begins with something. What followed is dropped. */
  readonly again: (key: string, asking: Asking, begun?: readonly WrittenToken[]) => void;
  /** Says something else instead; what followed is dropped. */
  readonly edit: (key: string, content: string, asking: Asking) => void;
  readonly choose: (key: string, chosen: number) => void;
  readonly stop: () => void;
  readonly reset: () => void;
}

let stopWriting = (): void => undefined;

/** The conversation of this tab; it stays while other pages are open. */
export const useConversation = create<ConversationState>((set, get) => {
  const answer = (before: readonly Turn[], key: string, earlier: readonly Written[], asking: Asking, begun: readonly WrittenToken[]): void => {
    stopWriting();
    const { field, system, ...request } = asking;
    const value = messagesOf(before, system);
    stopWriting = write({ ...request, inputs: { [field]: { from: 'plain', kind: 'chat', value } } }, begun, (written) => {
      const turn: Turn = { key, role: 'assistant', answers: [...earlier, written], chosen: earlier.length };
      set({ turns: [...before, turn], running: written.state === 'running' });
    });
  };
  return {
    turns: [],
    running: false,
    say(content, asking) {
      answer([...get().turns, { key: crypto.randomUUID(), role: 'user', content }], crypto.randomUUID(), [], asking, []);
    },
    again(key, asking, begun = []) {
      stopWriting();
      const { turns } = get();
      const place = turns.findIndex((turn) => turn.key === key);
      const turn = turns[place];
      if (turn?.role === 'assistant') answer(turns.slice(0, place), key, turn.answers, asking, begun);
    },
    edit(key, content, asking) {
      stopWriting();
      const { turns } = get();
      const place = turns.findIndex((turn) => turn.key === key);
      answer([...turns.slice(0, place), { key: crypto.randomUUID(), role: 'user', content }], crypto.randomUUID(), [], asking, []);
    },
    choose(key, chosen) {
      const { turns } = get();
      // What was said after one answer does not follow another.
      const place = turns.findIndex((turn) => turn.key === key);
      stopWriting();
      set({ turns: get().turns.slice(0, place + 1).map((turn) => (turn.key === key && turn.role === 'assistant' ? { ...turn, chosen } : turn)), running: false });
    },
    stop() { stopWriting(); },
    reset() {
      stopWriting();
      set({ turns: [], running: false });
    },
  };
});

/** A conversation as a model takes it. */
export function messagesOf(turns: readonly Turn[], system: string): readonly ChatMessage[] {
  return [
    ...(system.trim() === '' ? [] : [{ role: 'system', content: system } as const]),
    ...turns.map((turn): ChatMessage => (turn.role === 'user' ? { role: 'user', content: turn.content } : { role: 'assistant', content: answerOf(turn.answers[turn.chosen]) })),
  ];
}

/** What an answer says. */
export function answerOf(written: Written | undefined): string {
  const given = written?.output?.value;
  return typeof given === 'string' ? given : textOf(written?.tokens ?? []);
}
