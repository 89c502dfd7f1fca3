import { TokenizerError } from '../errors.ts';
import { execute } from './jinja/execute.ts';
import { failed } from './jinja/failed.ts';
import { globals } from './jinja/globals.ts';
import { Run } from './jinja/run.ts';
import { Scope } from './jinja/scope.ts';
import { type Node, parseTemplate } from './jinja/syntax.ts';
import { ours, Text } from './jinja/text.ts';
import { fromPlain } from './jinja/values.ts';
import { blanksBehind } from './jinja/white-space.ts';
import type { ChatMessage, RenderOptions } from './message.ts';
import { type EndMark, markEnd, prepareMessages } from './prepare.ts';

/** What a template needs to know of its tokenizer. */
export interface ChatTemplateOptions {
  readonly bosToken?: string | undefined;
  readonly eosToken?: string | undefined;
  readonly unkToken?: string | undefined;
  readonly padToken?: string | undefined;
  /** Other tokens by the names that the template has for them: `{ image_token: '<image>' }`. */
  readonly tokens?: Readonly<Record<string, string>> | undefined;
  /** The clock that `strftime_now` reads (the system's). */
  readonly now?: (() => Date) | undefined;
}

/** A conversation as a template writes it. */
export interface RenderedChat {
  readonly text: string;
  /** The stretches that messages, tools, documents and variables brought in: in them nothing is a special token. */
  readonly userRanges: readonly (readonly [start: number, end: number])[];
  /** What stands in `{% generation %}`: what a model is trained to say. */
  readonly generations: readonly (readonly [start: number, end: number])[];
}

/** A template of conversations, read once. */
export class ChatTemplate {
  readonly source: string;
  readonly #program: Node;
  readonly #tokens: Readonly<Record<string, string>>;
  readonly #now: () => Date;

  /** @throws TokenizerError `CHAT_TEMPLATE_INVALID` */
  constructor(source: string, { bosToken, eosToken, unkToken, padToken, tokens = {}, now = () => new Date() }: ChatTemplateOptions = {}) {
    if (typeof source !== 'string') throw new TokenizerError('CHAT_TEMPLATE_INVALID', `a chat template must be a string, got ${typeof source}.`);
    this.source = source;
    this.#program = parseTemplate(source);
    const named = { bos_token: bosToken, eos_token: eosToken, unk_token: unkToken, pad_token: padToken, ...tokens };
    this.#tokens = Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined));
    this.#now = now;
  }

  /**
   * The conversation as the model was trained to read it, character by character as transformers 5 writes it.
   *
   * @throws TokenizerError `CHAT_INVALID` when the template refuses the messages or lacks something in them; `CHAT_TEMPLATE_INVALID`
   */
  render(messages: readonly ChatMessage[], options: RenderOptions = {}): string {
    return this.renderWithRanges(messages, options).text;
  }

  /** As {@link ChatTemplate.render}, and who wrote what. */
  renderWithRanges(messages: readonly ChatMessage[], { addGenerationPrompt = false, continueFinalMessage = false, tools, documents, variables = {} }: RenderOptions = {}): RenderedChat {
    const prepared = prepareMessages(messages);
    const field = continueFinalMessage === true ? 'content' : continueFinalMessage;
    if (field !== false && addGenerationPrompt) throw new TokenizerError('OPTIONS_INVALID', 'addGenerationPrompt begins a new message and continueFinalMessage goes on with the last: only one of them can be.');
    const end = field === false ? undefined : markEnd(prepared, field);
    const scope = new Scope();
    for (const [name, value] of globals(this.#now)) scope.set(name, value);
    for (const [name, token] of Object.entries(this.#tokens)) scope.set(name, ours(token));
    const plain = { messages: prepared, tools: tools ?? null, documents: documents ?? null, add_generation_prompt: addGenerationPrompt, ...variables };
    for (const [name, value] of Object.entries(plain)) scope.set(name, fromPlain(value, name));
    const run = this.#run(scope);
    const text = end === undefined ? run.output : untilEnd(run.output, end);
    return { text: text.value, userRanges: text.ranges('user'), generations: run.generations.map(([from, to]) => [from, Math.min(to, text.value.length)] as const) };
  }

  #run(scope: Scope): Run {
    const run = new Run();
    try {
      execute([this.#program].flatMap((program) => (program.type === 'Program' ? program.body : [])), scope, run);
    } catch (error) {
      // Macros that call each other without end.
      if (error instanceof RangeError) throw failed(`it goes too deep (${error.message}).`);
      throw error;
    }
    return run;
  }
}

/** What stands before the end of the last message; where the template trims it, without the white space. */
function untilEnd(output: Text, { mark, final }: EndMark): Text {
  const at = output.value.lastIndexOf(mark);
  if (at < 0 || !output.value.includes(final.trim())) throw failed('continueFinalMessage: the template leaves out some of the last message.');
  // A template may write the message more than once.
  const text = Text.join(output.slice(0, at).split(`${mark} `).flatMap((part) => part.split(mark)));
  return output.value.startsWith(`${mark} `, at) ? text : text.slice(0, blanksBehind(text.value));
}

/**
 * A chat template of a model, or of your own.
 *
 * ```ts
 * const template = chatTemplate(chatTemplates.chatml);
 * template.render([{ role: 'user', content: '안녕하세요' }], { addGenerationPrompt: true });
 * ```
 *
 * @throws TokenizerError `CHAT_TEMPLATE_INVALID`
 */
export function chatTemplate(source: string, options: ChatTemplateOptions = {}): ChatTemplate {
  return new ChatTemplate(source, options);
}
