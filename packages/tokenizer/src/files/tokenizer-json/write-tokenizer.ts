import type { AddedToken } from '../../added-tokens/added-token.ts';
import type { Tokenizer } from '../../tokenizer.ts';
import { roles } from './parse-config.ts';

/** The files of a tokenizer, by their names, as text. */
export interface TokenizerFiles {
  readonly 'tokenizer.json': string;
  readonly 'tokenizer_config.json': string;
  readonly 'special_tokens_map.json': string;
}

/** Writes a tokenizer as Hugging Face's libraries do. What its config says of fields that mean nothing here is kept. */
export function writeTokenizer(tokenizer: Tokenizer): TokenizerFiles {
  const json = tokenizer.toJSON();
  const { config, specialTokens, addedTokens } = tokenizer;
  const { fields = {}, modelMaxLength, chatTemplates } = config;
  const named = roles.flatMap((role) => (specialTokens[role] === undefined ? [] : [[`${role}_token`, specialTokens[role]] as const]));
  const decoder = json.added_tokens.map((token) => {
    const { id, ...flags } = token as { id: number };
    return [id, flags] as const;
  });
  const templates = Object.entries(chatTemplates ?? {}).map(([name, template]) => ({ name, template }));
  return {
    'tokenizer.json': text(json),
    'tokenizer_config.json': text({
      tokenizer_class: 'PreTrainedTokenizerFast',
      ...fields,
      added_tokens_decoder: Object.fromEntries(decoder),
      ...Object.fromEntries(named.map(([name, token]) => [name, contentOf(fields[name]) === token ? fields[name] : token])),
      ...(modelMaxLength !== undefined && { model_max_length: modelMaxLength }),
      ...(templates.length > 0 && { chat_template: templates.length === 1 && templates[0]?.name === 'default' ? templates[0].template : templates }),
    }),
    'special_tokens_map.json': text(Object.fromEntries(named.map(([name, token]) => [name, mapEntry(token, addedTokens)]))),
  };
}

const text = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const contentOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'content' in value ? value.content : value);

function mapEntry(content: string, tokens: readonly AddedToken[]): unknown {
  const token = tokens.find((added) => added.content === content);
  if (token === undefined) return content;
  return { content, lstrip: token.lstrip ?? false, normalized: token.normalized ?? token.special !== true, rstrip: token.rstrip ?? false, single_word: token.singleWord ?? false };
}
