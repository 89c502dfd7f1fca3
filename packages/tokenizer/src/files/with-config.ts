import type { AddedToken } from '../added-tokens/added-token.ts';
import type { TokenizerParts } from '../tokenizer.ts';
import type { Fields } from './fields.ts';
import { jsonFields } from './json-fields.ts';
import { parseConfig } from './tokenizer-json/parse-config.ts';
import type { FilesBeside } from './tokenizer-json/parse-tokenizer.ts';

/** The files beside a vocabulary that has no `tokenizer.json`. */
export interface ConfigFiles extends FilesBeside {
  /** `added_tokens.json` of older tokenizers: ids by token. */
  readonly addedTokens?: string | object | undefined;
}

/** `tokenizer_config.json`; undefined if there is none. */
export function configFields({ config }: ConfigFiles): Fields | undefined {
  return config === undefined ? undefined : jsonFields(config, 'tokenizer_config.json');
}

/**
 * What the files beside a vocabulary say of its tokens, templates and lengths.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`
 */
export function withConfig(parts: TokenizerParts, files: ConfigFiles): TokenizerParts {
  const map = files.specialTokensMap;
  const { config, addedTokens } = parseConfig(configFields(files), map === undefined ? undefined : jsonFields(map, 'special_tokens_map.json'));
  const tokens = new Map((parts.addedTokens ?? []).map((token) => [token.content, token]));
  const add = (token: AddedToken): void => {
    tokens.set(token.content, { ...tokens.get(token.content), ...token });
  };
  if (files.addedTokens !== undefined) {
    const older = jsonFields(files.addedTokens, 'added_tokens.json');
    for (const content of older.names()) add({ id: older.count(content), content });
  }
  addedTokens.forEach(add);
  // A token that plays a part is special, though it may be an ordinary one of the model.
  for (const content of Object.values(config.specialTokens)) {
    const id = tokens.get(content)?.id ?? parts.model.vocabulary.id(content);
    if (id !== undefined) add({ ...tokens.get(content), id, content, special: true });
  }
  return { ...parts, addedTokens: [...tokens.values()], config: { ...config, specialTokens: { ...parts.config?.specialTokens, ...config.specialTokens } } };
}
