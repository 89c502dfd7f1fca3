import type { EncodeOptions, Encoding, Offset } from '../encoding/encoding.ts';
import { shown, TokenizerError } from '../errors.ts';
import { ChatTemplate, type RenderedChat } from './chat-template.ts';
import { chatTemplateOf, type ChatTokenizer } from './chat-template-of.ts';
import type { ChatMessage, RenderOptions } from './message.ts';

/** How a conversation becomes ids. */
export interface EncodeChatOptions extends RenderOptions, Pick<EncodeOptions, 'truncation' | 'padding'> {
  /** A template, or the name of one of the tokenizer's (its `tool_use` where there are tools and it has that, or its default). */
  readonly template?: ChatTemplate | string | undefined;
  /** Special tokens that messages may spell, by name, or 'all'. (none: what a user types stays text) */
  readonly allowedSpecial?: 'all' | 'none' | readonly string[] | undefined;
}

/** A conversation as a model reads it. */
export interface EncodedChat {
  readonly text: string;
  readonly ids: readonly number[];
  readonly encoding: Encoding;
  /** 1 for each token that stands in `{% generation %}`, so that a model is trained to say it. All 0 where the template has none. */
  readonly assistantMask: readonly (0 | 1)[];
}

/**
 * Messages to ids. Only what the template itself writes can become a special token: whatever messages, tools, documents and variables
 * hold, in part or together, stays text, unless it is allowed by name.
 *
 * @throws TokenizerError `CHAT_INVALID`, `CHAT_TEMPLATE_INVALID`, `OPTIONS_INVALID` for a name that is no special token
 */
export function encodeChat(tokenizer: ChatTokenizer, messages: readonly ChatMessage[], { template, allowedSpecial = 'none', truncation, padding, ...options }: EncodeChatOptions = {}): EncodedChat {
  const specials = tokenizer.addedTokens.filter(({ special }) => special === true);
  const allowed = allowedSpecial === 'all' ? specials.map(({ content }) => content) : allowedSpecial === 'none' ? [] : allowedSpecial;
  for (const name of allowed) {
    if (!specials.some(({ content }) => content === name)) throw new TokenizerError('OPTIONS_INVALID', `allowedSpecial must name special tokens of this tokenizer, got ${shown(name)}.`);
  }
  const rendered = chosen(tokenizer, template, options).renderWithRanges(messages, options);
  const plain = without(rendered.userRanges, rendered.text, allowed);
  const encoding = tokenizer.encode(rendered.text, { addSpecialTokens: false, allowedSpecial: 'all', plain, truncation, padding });
  verify(tokenizer, encoding, rendered.text, plain);
  return { text: rendered.text, ids: encoding.ids, encoding, assistantMask: assistantMask(encoding, rendered) };
}

function chosen(tokenizer: ChatTokenizer, template: ChatTemplate | string | undefined, { tools }: RenderOptions): ChatTemplate {
  if (template instanceof ChatTemplate) return template;
  const forTools = tools !== undefined && tokenizer.config.chatTemplates?.['tool_use'] !== undefined ? 'tool_use' : undefined;
  return chatTemplateOf(tokenizer, { name: template ?? forTools });
}

/** The ranges without the places where they spell what is allowed. */
function without(ranges: readonly Offset[], text: string, allowed: readonly string[]): readonly Offset[] {
  let left = ranges;
  for (const token of allowed) {
    for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + token.length)) {
      const end = at + token.length;
      left = left.flatMap(([from, to]) => (to <= at || from >= end ? [[from, to] as const] : [[from, Math.min(to, at)] as const, [Math.max(from, end), to] as const].filter(([a, b]) => a < b)));
    }
  }
  return left;
}

/** A tokenizer that reads a special token out of plain text is not one to trust with a conversation. */
function verify({ addedTokens, specialTokens }: ChatTokenizer, { ids, offsets }: Encoding, text: string, plain: readonly Offset[]): void {
  const specials = new Map(addedTokens.filter(({ special, content }) => special === true && content !== specialTokens.unk).map(({ id, content }) => [id, content]));
  let next = 0;
  for (const [i, id] of ids.entries()) {
    const content = specials.get(id);
    const [from, to] = offsets[i] ?? [0, 0];
    if (content === undefined || from === to) continue;
    // A token may take white space along that is the user's.
    const spelled = text.indexOf(content, from);
    const [start, end] = spelled >= 0 && spelled + content.length <= to ? [spelled, spelled + content.length] : [from, to];
    while (next < plain.length && (plain[next]?.[1] ?? 0) <= start) next++;
    const touched = plain[next];
    if (touched !== undefined && touched[0] < end) throw new TokenizerError('CHAT_INVALID', `a message spells the special token ${shown(content)} at ${start}, and this tokenizer can't read it as plain text; allow it by name (allowedSpecial), or take it out.`);
  }
}

function assistantMask({ offsets }: Encoding, { generations }: RenderedChat): (0 | 1)[] {
  return offsets.map(([from, to]) => (from < to && generations.some(([start, end]) => from < end && to > start) ? 1 : 0));
}
