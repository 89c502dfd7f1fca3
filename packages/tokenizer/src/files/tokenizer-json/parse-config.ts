import type { AddedToken } from '../../added-tokens/added-token.ts';
import type { SpecialTokens, TokenizerConfig } from '../../tokenizer-config.ts';
import { Fields } from '../fields.ts';

/** The parts that tokens play, as files name them: `bos_token`. */
export const roles = ['bos', 'eos', 'unk', 'pad', 'sep', 'cls', 'mask'] as const;

/** Where no length is known, transformers writes 1e30. */
const NO_MAX_LENGTH = 1e18;

/** Reads `tokenizer_config.json` and `special_tokens_map.json`; where both name a token, the first counts. */
export function parseConfig(config: Fields | undefined, map: Fields | undefined): { config: TokenizerConfig & { specialTokens: Record<string, string> }; addedTokens: AddedToken[] } {
  const specialTokens: Partial<Record<keyof SpecialTokens, string>> = {};
  for (const role of roles) {
    const token = (config && tokenFrom(config, `${role}_token`)) ?? (map && tokenFrom(map, `${role}_token`));
    if (token !== undefined) specialTokens[role] = token;
  }
  const maxLength = config?.get('model_max_length');
  if (config !== undefined && maxLength !== undefined && maxLength !== null && typeof maxLength !== 'number') throw config.unfit('model_max_length', 'a number');
  const chatTemplates = config && chatTemplatesFrom(config);
  return {
    config: {
      specialTokens,
      ...(typeof maxLength === 'number' && maxLength < NO_MAX_LENGTH && { modelMaxLength: maxLength }),
      ...(chatTemplates && { chatTemplates }),
      ...(config && { fields: config.all() }),
    },
    addedTokens: config === undefined ? [] : addedTokensFrom(config),
  };
}

/** A token of a file. In `added_tokens_decoder` the id is its key. */
export function addedTokenFrom(fields: Fields, id: number): AddedToken {
  const special = fields.boolean('special', false);
  return {
    id,
    content: fields.string('content'),
    singleWord: fields.boolean('single_word', false),
    lstrip: fields.boolean('lstrip', false),
    rstrip: fields.boolean('rstrip', false),
    normalized: fields.boolean('normalized', !special),
    special,
  };
}

/** `"<s>"`, or `{ "content": "<s>", ... }`. */
function tokenFrom(fields: Fields, name: string): string | undefined {
  return fields.optional(name, () => (typeof fields.get(name) === 'object' ? fields.fields(name).string('content') : fields.string(name)));
}

function addedTokensFrom(config: Fields): AddedToken[] {
  const decoder = config.optional('added_tokens_decoder', (name) => config.fields(name));
  return (decoder?.names() ?? []).map((key) => {
    if (!/^\d+$/.test(key)) throw decoder!.unfit(key, 'named by an id');
    return addedTokenFrom(decoder!.fields(key), Number(key));
  });
}

/** One template, or a list of templates with names. */
function chatTemplatesFrom(config: Fields): Record<string, string> | undefined {
  const name = 'chat_template';
  const value = config.get(name) ?? undefined;
  if (value === undefined || typeof value === 'string') return value === undefined ? undefined : { default: value };
  return Object.fromEntries(
    config.list(name).map((entry, i) => {
      const template = new Fields(entry, `${config.at(name)}[${i}]`);
      return [template.string('name'), template.string('template')];
    }),
  );
}
