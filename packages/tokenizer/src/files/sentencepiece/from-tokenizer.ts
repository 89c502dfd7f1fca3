import { shown, TokenizerError } from '../../errors.ts';
import { byteToken } from '../../models/byte-tokens.ts';
import type { ComponentSpec } from '../../normalizers/normalizer.ts';
import { Tokenizer } from '../../tokenizer.ts';
import type { TokenizerJson } from '../tokenizer-json/to-json.ts';
import { type ModelProto, ModelType, type Piece, PieceType, writeModelProto } from './model-proto.ts';
import { OUTER_SPACES, sentencePieceParts, SPACES_AFTER } from './to-parts.ts';

/**
 * Writes a tokenizer as a SentencePiece model, if it is what reading that model would give.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` naming the part that such a model can't hold: anything but BPE or Unigram, merges that are not
 * those which its scores imply, other normalizers than its own, post-processors
 */
export function writeSentencePiece(tokenizer: Tokenizer): Uint8Array<ArrayBuffer> {
  const json = tokenizer.toJSON();
  const { type } = json.model;
  if (type !== 'BPE' && type !== 'Unigram') throw unsupported('model', type);
  const proto = protoOf(tokenizer, json);
  if (!proto.pieces.some((piece) => piece.type === PieceType.unknown)) throw unsupported('model', 'no token for unknown text');
  const held = partsOf(new Tokenizer(sentencePieceParts(proto)).toJSON());
  for (const [part, wanted] of Object.entries(partsOf(json))) {
    if (JSON.stringify(wanted) !== JSON.stringify(held[part])) throw unsupported(part, wanted, held[part]);
  }
  return writeModelProto(proto);
}

function partsOf({ model, ...parts }: TokenizerJson): Record<string, unknown> {
  const fields = Object.entries(model).map(([name, value]) => [`model.${name}`, value] as const);
  // Scores have less precision there.
  return { ...parts, ...Object.fromEntries<unknown>(fields), ...(model.type === 'Unigram' && { 'model.vocab': undefined }) };
}

function protoOf(tokenizer: Tokenizer, json: TokenizerJson): ModelProto {
  const stages = json.normalizer === null ? [] : flat(json.normalizer);
  const stage = (type: string): ComponentSpec | undefined => stages.find((one) => one.type === type);
  const cuts = [OUTER_SPACES, SPACES_AFTER].map((regex) => JSON.stringify({ Regex: regex }));
  const charsmap = stage('Precompiled')?.['precompiled_charsmap'];
  const { bos = -1, eos = -1, pad = -1 } = tokenizer.specialTokenIds;
  return {
    pieces: piecesOf(tokenizer, json),
    modelType: json.model.type === 'BPE' ? ModelType.bpe : ModelType.unigram,
    byteFallback: json.model['byte_fallback'] === true,
    treatWhitespaceAsSuffix: false,
    bosId: bos,
    eosId: eos,
    padId: pad,
    charsmap: typeof charsmap === 'string' ? Uint8Array.from(atob(charsmap), (unit) => unit.charCodeAt(0)) : new Uint8Array(),
    addDummyPrefix: stage('Prepend') !== undefined || json.pre_tokenizer?.['prepend_scheme'] === 'first',
    removeExtraWhitespaces: stages.some(({ pattern }) => cuts.includes(JSON.stringify(pattern))),
    escapeWhitespaces: json.pre_tokenizer?.type === 'Metaspace' || stages.some(({ pattern }) => JSON.stringify(pattern) === '{"String":" "}'),
    denormalizerCharsmap: new Uint8Array(),
  };
}

function flat(spec: ComponentSpec): ComponentSpec[] {
  return spec.type === 'Sequence' ? (spec['normalizers'] as ComponentSpec[]).flatMap(flat) : [spec];
}

function piecesOf({ model, addedTokens, vocabularySize }: Tokenizer, json: TokenizerJson): Piece[] {
  const { merges = [], unk_token: unknown, unk_id: unknownId, byte_fallback: hasBytes, vocab } = json.model as unknown as ModelFields;
  const bytes = new Set(hasBytes === true ? Array.from({ length: 256 }, (_, byte) => byteToken(byte)) : []);
  const added = new Map(addedTokens.map((token) => [token.id, token]));
  // What merges first has the highest score; what no merge makes has the lowest, though it has no need of one.
  const scores = new Map<string, number>();
  for (const [rank, [left, right]] of merges.entries()) if (!scores.has(left + right)) scores.set(left + right, -rank);
  return Array.from({ length: vocabularySize }, (_, id): Piece => {
    const token = added.get(id);
    const text = token?.content ?? model.vocabulary.token(id);
    if (text === undefined) throw unsupported('vocabulary', `no token with id ${id}`);
    if (text === unknown || id === unknownId) return { text, score: 0, type: PieceType.unknown };
    if (token !== undefined) return { text, score: 0, type: token.special === true ? PieceType.control : PieceType.userDefined };
    if (bytes.has(text)) return { text, score: 0, type: PieceType.byte };
    return { text, score: unknownId !== undefined ? vocab[id]![1] : (scores.get(text) ?? -merges.length - id), type: PieceType.normal };
  });
}

interface ModelFields {
  readonly merges?: readonly (readonly [left: string, right: string])[];
  readonly unk_token?: string | null;
  readonly unk_id?: number | null;
  readonly byte_fallback?: boolean;
  /** Of Unigram. */
  readonly vocab: readonly (readonly [token: string, score: number])[];
}

function unsupported(part: string, wanted: unknown, held?: unknown): TokenizerError {
  const than = held === undefined ? '' : `; it would be ${shown(held)}`;
  return new TokenizerError('TOKENIZER_UNSUPPORTED', `A SentencePiece model can't hold this tokenizer's ${part}: ${shown(wanted)}${than}.`);
}
