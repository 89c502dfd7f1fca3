import type { Kinds } from '@figment/core/plugin';

/** What is said in a conversation, in turn. */
export type Conversation = Kinds['chat'];

/** A conversation as a model reads it. */
export interface EncodedConversation {
  readonly ids: readonly number[];
  /** 1 for each id that the assistant says, its end included: what a model is trained to say. */
  readonly said: readonly (0 | 1)[];
}

/** How a conversation ends: as it stands; with what begins an answer; or within its last message, to be gone on with. */
export type ChatEnding = 'whole' | 'answer' | 'unfinished';

/** How conversations become ids: a model's own template, or a plain one. */
export interface ChatForm {
  /** Ids that end an answer. */
  readonly end: readonly number[];
  /** Texts that end an answer. */
  readonly stop: readonly string[];
  /** A conversation as one text of ids. */
  encode(messages: Conversation, ending: ChatEnding): EncodedConversation;
}
