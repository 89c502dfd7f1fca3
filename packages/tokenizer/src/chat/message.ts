/** A part of a message that is not only text. */
export interface ChatPart {
  readonly type: string;
  readonly text?: string | undefined;
  readonly [field: string]: unknown;
}

/** What someone says in a conversation. What else a template reads (`tool_calls`, `reasoning_content`, `name`) stands beside. */
export interface ChatMessage {
  /** 'system', 'user', 'assistant', 'tool', or what else the template knows. */
  readonly role: string;
  readonly content?: string | readonly ChatPart[] | null | undefined;
  readonly [field: string]: unknown;
}

/** What a template is told besides the messages. */
export interface RenderOptions {
  /** Ends with what begins an assistant's answer (false). */
  readonly addGenerationPrompt?: boolean | undefined;
  /** Leaves the last message open, so that a model goes on with it; a name is the field to go on with ('content'). */
  readonly continueFinalMessage?: boolean | string | undefined;
  /** Functions that the model may call, as JSON schemas. */
  readonly tools?: readonly object[] | undefined;
  /** What the model may look things up in. */
  readonly documents?: readonly object[] | undefined;
  /** Further variables of the template: `{ enable_thinking: false }`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}
