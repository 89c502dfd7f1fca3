import type { AddedToken } from '../../added-tokens/added-token.ts';
import * as decoders from '../../decoders/index.ts';
import { shown, TokenizerError } from '../../errors.ts';
import { bpe } from '../../models/bpe/bpe.ts';
import { nfc } from '../../normalizers/unicode.ts';
import * as preTokenizers from '../../pre-tokenizers/index.ts';
import type { SpecialTokens } from '../../tokenizer-config.ts';
import { Tokenizer, type TokenizerParts } from '../../tokenizer.ts';
import { listVocabulary } from '../../vocabulary/list-vocabulary.ts';
import { around, type NamedToken } from '../around.ts';
import { bertParts } from '../bert-vocabulary.ts';
import type { ByteSource } from '../byte-file.ts';
import { ModelType, type Piece, PieceType } from '../sentencepiece/model-proto.ts';
import { sentencePieceParts, SPACE } from '../sentencepiece/to-parts.ts';
import { GgufFields, invalid } from './fields.ts';
import { type GgufValue, readGgufHeader } from './header.ts';
import { splitNamed } from './splits.ts';

/** The tokens of a file, what they are, and the ids of those that play a part. */
interface Tokens {
  readonly texts: readonly string[];
  readonly types: readonly number[];
  readonly scores: readonly number[];
  readonly ids: { readonly [Role in keyof SpecialTokens]?: number | undefined };
}

/** See `readGgufTokenizer`, which loads this when it is needed. */
export async function ggufTokenizer(source: ByteSource): Promise<Tokenizer> {
  const unsupported = (reason: string): TokenizerError => new TokenizerError('TOKENIZER_UNSUPPORTED', `This GGUF file can't be read: ${reason}.`);
  const { metadata } = await readGgufHeader(source, { keep: (key) => key.startsWith('tokenizer.'), invalid, unsupported });
  return new Tokenizer(ggufParts(metadata));
}

function ggufParts(metadata: ReadonlyMap<string, GgufValue>): TokenizerParts {
  const fields = new GgufFields(metadata);
  const model = fields.string('model');
  if (model === undefined) throw invalid('tokenizer.ggml.model is missing');
  const read = Object.hasOwn(models, model) ? models[model] : undefined;
  if (read === undefined) throw new TokenizerError('TOKENIZER_UNSUPPORTED', `tokenizer.ggml.model ${shown(model)} is not known; it may be ${Object.keys(models).join(', ')}.`);
  const tokens = tokensOf(fields, defaultIds[model] ?? {});
  const { addsBos = false, addsEos = false, ...parts } = read(fields, tokens);

  const named = (id: number | undefined, isAdded: boolean): NamedToken[] => (isAdded && id !== undefined ? [{ token: tokens.texts[id]!, id }] : []);
  const before = named(tokens.ids.bos, fields.flag('add_bos_token') ?? addsBos);
  const after = named(tokens.ids.eos, fields.flag('add_eos_token') ?? addsEos);
  const specialTokens = Object.fromEntries(Object.entries(tokens.ids).map(([role, id]) => [role, id === undefined ? undefined : tokens.texts[id]]));
  return {
    postProcessor: around({ before, after }),
    ...parts,
    config: { specialTokens, chatTemplates: chatTemplates(metadata) },
  };
}

/** A tokenizer, and what its kind puts around a text where the file says nothing. */
type Kind = TokenizerParts & { readonly addsBos?: boolean; readonly addsEos?: boolean };

/** By `tokenizer.ggml.model`. */
const models: Readonly<Record<string, (fields: GgufFields, tokens: Tokens) => Kind>> = {
  gpt2: byteLevelBpe,
  llama: (fields, tokens) => ({ ...sentencePiece(fields, tokens, ModelType.bpe), addsBos: true }),
  t5: (fields, tokens) => ({ ...sentencePiece(fields, tokens, ModelType.unigram), addsEos: true }),
  bert,
};

/** Ids that files leave out. */
const defaultIds: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  llama: { unk: 0, bos: 1, eos: 2 },
  t5: { pad: 0, eos: 1, unk: 2 },
  bert: { pad: 0, unk: 100, bos: 101, sep: 102, mask: 103 },
};

/** What files call the parts that tokens play. The misspelling is the format's. */
const names: readonly (readonly [role: keyof SpecialTokens, name: string])[] =
  [['bos', 'bos'], ['eos', 'eos'], ['unk', 'unknown'], ['pad', 'padding'], ['sep', 'seperator'], ['cls', 'cls'], ['mask', 'mask']];

function tokensOf(fields: GgufFields, defaults: Readonly<Record<string, number>>): Tokens {
  const texts = fields.strings('tokens')?.map((token, id) => (token === '' ? `[EMPTY_${id}]` : token)) ?? [];
  const { length } = texts;
  if (length === 0) throw invalid('tokenizer.ggml.tokens is missing or empty');
  const given = new Set(names.map(([, name]) => fields.id(name, length)));
  const ids: Partial<Record<keyof SpecialTokens, number | undefined>> = {};
  for (const [role, name] of names) {
    const usual = defaults[role];
    ids[role] = fields.id(name, length) ?? (usual !== undefined && usual < length && !given.has(usual) ? usual : undefined);
  }
  return {
    texts,
    types: fields.numbers('token_type', length) ?? texts.map((text) => (/^<0x[0-9A-F]{2}>$/.test(text) ? PieceType.byte : PieceType.normal)),
    scores: fields.numbers('scores', length) ?? texts.map(() => 0),
    ids,
  };
}

function byteLevelBpe(fields: GgufFields, { texts, types }: Tokens): Kind {
  const pre = fields.string('pre') ?? 'default';
  const split = splitNamed(pre);
  if (split === undefined) throw new TokenizerError('TOKENIZER_UNSUPPORTED', `tokenizer.ggml.pre ${shown(pre)} is not known, so text can't be cut as the model expects.`);
  const cuts = split.patterns.map((regex) => preTokenizers.split({ pattern: { regex }, behavior: 'isolated' }));
  return {
    model: bpe({ vocabulary: listVocabulary(texts), merges: fields.strings('merges') ?? [], ignoreMerges: split.ignoreMerges }),
    normalizer: split.normalization && nfc(),
    preTokenizer: preTokenizers.sequence([...cuts, preTokenizers.byteLevel({ addPrefixSpace: false, useRegex: false })]),
    decoder: decoders.byteLevel(),
    addedTokens: texts.flatMap((content, id): AddedToken[] => {
      const type = types[id];
      return type === PieceType.control || type === PieceType.userDefined ? [{ id, content, special: type === PieceType.control, normalized: false }] : [];
    }),
    addsBos: split.addBos ?? false,
  };
}

function sentencePiece(fields: GgufFields, { texts, types, scores, ids }: Tokens, modelType: number): TokenizerParts {
  const marks = new Set([ids.bos, ids.eos, ids.pad]);
  const typeOf = (id: number): number => {
    const type = types[id]!;
    if (id === ids.unk) return PieceType.unknown;
    if (type === PieceType.unknown || marks.has(id)) return PieceType.control;
    // 0 is "undefined".
    return type === 0 ? PieceType.normal : type;
  };
  const charsmap = fields.numbers('precompiled_charsmap') ?? [];
  return sentencePieceParts({
    pieces: texts.map((text, id): Piece => ({ text, score: scores[id]!, type: typeOf(id) })),
    modelType,
    byteFallback: types.includes(PieceType.byte),
    treatWhitespaceAsSuffix: false,
    bosId: ids.bos ?? -1,
    eosId: ids.eos ?? -1,
    padId: ids.pad ?? -1,
    charsmap: Uint8Array.from(charsmap),
    addDummyPrefix: fields.flag('add_space_prefix') ?? modelType === ModelType.bpe,
    removeExtraWhitespaces: fields.flag('remove_extra_whitespaces') ?? false,
    escapeWhitespaces: true,
    denormalizerCharsmap: new Uint8Array(),
  });
}

/** Files mark the beginnings of words, where BERT's vocabularies mark what goes on with one. */
function bert(_: GgufFields, { texts, ids }: Tokens): Kind {
  const specialTokens: Record<string, string> = {};
  for (const [role, id] of Object.entries({ ...ids, cls: ids.cls ?? ids.bos })) if (id !== undefined) specialTokens[role] = texts[id]!;
  const names = new Set(Object.values(specialTokens));
  const plain = texts.map((text) => (names.has(text) || /^\[.*\]$/.test(text) ? text : text.startsWith(SPACE) ? text.slice(1) : `##${text}`));
  return bertParts(plain, { specialTokens });
}

function chatTemplates(metadata: ReadonlyMap<string, GgufValue>): Record<string, string> | undefined {
  const templates = [...metadata].flatMap(([key, value]): [string, string][] => {
    const name = /^tokenizer\.chat_template(?:\.(.+))?$/s.exec(key);
    return name !== null && typeof value === 'string' ? [[name[1] ?? 'default', value]] : [];
  });
  return templates.length > 0 ? Object.fromEntries(templates) : undefined;
}
