import { decoderFrom } from '../../decoders/from-spec.ts';
import { directions, strategies } from '../../encoding/check-options.ts';
import type { Padding, Truncation } from '../../encoding/encoding.ts';
import { shown, TokenizerError } from '../../errors.ts';
import { modelFrom } from '../../models/from-spec.ts';
import { normalizerFrom } from '../../normalizers/from-spec.ts';
import { postProcessorFrom } from '../../post-processors/from-spec.ts';
import { preTokenizerFrom } from '../../pre-tokenizers/from-spec.ts';
import { Tokenizer, type TokenizerParts } from '../../tokenizer.ts';
import { Fields } from '../fields.ts';
import { jsonFields } from '../json-fields.ts';
import { addedTokenFrom, parseConfig } from './parse-config.ts';

/** The files that may lie beside a `tokenizer.json`, as text or parsed. */
export interface FilesBeside {
  readonly config?: string | object | undefined;
  readonly specialTokensMap?: string | object | undefined;
}

/**
 * Reads a `tokenizer.json` of Hugging Face's tokenizers, as text or parsed, and what `tokenizer_config.json` and `special_tokens_map.json`
 * beside it say.
 *
 * @throws TokenizerError `TOKENIZER_INVALID` naming the field, the value it had and what would be right
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for another version or a component that is not known
 * @throws TokenizerError `VOCABULARY_INVALID` for tokens or ids that are there twice
 * @throws TokenizerError `PATTERN_INVALID`, `PATTERN_UNSUPPORTED`
 */
export function parseTokenizer(json: string | object, also: FilesBeside = {}): Tokenizer {
  const fields = jsonFields(json, 'tokenizer.json', '');
  const version = fields.string('version');
  if (version !== '1.0') throw new TokenizerError('TOKENIZER_UNSUPPORTED', `version ${shown(version)} of tokenizer.json is not known; it must be "1.0".`);
  const part = <T>(name: string, read: (spec: unknown, path: string) => T): T | undefined => fields.optional(name, () => read(fields.get(name), name));
  const model = modelFrom(fields.get('model'));
  const parts: TokenizerParts = {
    model,
    normalizer: part('normalizer', normalizerFrom),
    preTokenizer: part('pre_tokenizer', preTokenizerFrom),
    postProcessor: part('post_processor', postProcessorFrom),
    decoder: part('decoder', decoderFrom),
    truncation: part('truncation', truncationFrom),
    padding: part('padding', paddingFrom),
    addedTokens: fields.list('added_tokens', []).map((token, i) => {
      const added = new Fields(token, `added_tokens[${i}]`);
      return addedTokenFrom(added, added.count('id'));
    }),
  };
  const read = (file: string | object | undefined, name: string): Fields | undefined => (file === undefined ? undefined : jsonFields(file, name));
  const { config, addedTokens } = parseConfig(read(also.config, 'tokenizer_config.json'), read(also.specialTokensMap, 'special_tokens_map.json'));
  const specialTokens = { ...rolesIn(fields), ...config.specialTokens };
  const tokens = [...(parts.addedTokens ?? [])];
  for (const token of addedTokens) if (!tokens.some(({ id, content }) => id === token.id || content === token.content)) tokens.push(token);
  // A token that the files beside call special is, though it be an ordinary one of the model.
  for (const content of Object.values(config.specialTokens)) {
    const id = model.vocabulary.id(content);
    if (id !== undefined && !tokens.some((token) => token.content === content)) tokens.push({ id, content, special: true });
  }
  return new Tokenizer({ ...parts, addedTokens: tokens, config: { ...config, specialTokens } });
}

/** The parts that components give to tokens: what is unknown, and what BERT's and RoBERTa's post-processors put around texts. */
function rolesIn(fields: Fields): Record<string, string> {
  const roles: Record<string, string> = {};
  const model = fields.fields('model');
  const unknown = model.get('unk_token') ?? (model.get('vocab') as readonly (readonly unknown[] | undefined)[])[model.get('unk_id') as number]?.[0];
  if (typeof unknown === 'string') roles['unk'] = unknown;
  for (const role of ['cls', 'sep']) {
    const token = ((fields.get('post_processor') ?? {}) as Record<string, unknown>)[role];
    if (Array.isArray(token)) roles[role] = String(token[0]);
  }
  return roles;
}

function truncationFrom(spec: unknown, path: string): Truncation {
  const fields = new Fields(spec, path);
  return {
    maxLength: fields.count('max_length'),
    stride: fields.count('stride'),
    strategy: fields.spelled('strategy', strategies),
    direction: fields.spelled('direction', directions, 'right'),
  };
}

function paddingFrom(spec: unknown, path: string): Padding {
  const fields = new Fields(spec, path);
  const fixed = typeof fields.get('strategy') === 'object' ? fields.fields('strategy').count('Fixed') : undefined;
  return {
    length: fixed ?? fields.oneOf('strategy', { BatchLongest: 'longest' } as const),
    direction: fields.spelled('direction', directions),
    multipleOf: fields.optional('pad_to_multiple_of', (name) => fields.count(name)) || undefined,
    id: fields.count('pad_id'),
    typeId: fields.count('pad_type_id'),
    token: fields.string('pad_token'),
  };
}

