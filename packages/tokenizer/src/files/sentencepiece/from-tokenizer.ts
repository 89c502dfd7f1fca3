import { shown, TokenizerError } from '../../errors.ts';
import { byteToken } from '../../models/byte-tokens.ts';
import type { ComponentSpec } from '../../normalizers/normalizer.ts';
import type { Tokenizer } from '../../tokenizer.ts';
import { mergesByScore } from './merges-by-score.ts';
import { type ModelProto, ModelType, type Piece, PieceType, writeModelProto } from './model-proto.ts';
import { isMatched, OUTER_SPACES, REPEATED_SPACES, SPACE, SPACES_AFTER } from './to-parts.ts';

/**
 * Writes a tokenizer as a SentencePiece model that gives the same ids.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` naming the part that such a model can't hold: anything but BPE or Unigram, merges that are not in
 * the order of scores, other normalizers than its own, post-processors
 */
export function writeSentencePiece(tokenizer: Tokenizer): Uint8Array<ArrayBuffer> {
  const { model, postProcessor, truncation, padding, addedTokens, specialTokenIds } = tokenizer;
  const spec = model.spec();
  if (spec.type !== 'BPE' && spec.type !== 'Unigram') throw unsupported('model', spec.type);
  if (postProcessor !== undefined) throw unsupported('post_processor', postProcessor.spec.type);
  if (truncation !== undefined || padding !== undefined) throw unsupported(truncation === undefined ? 'padding' : 'truncation', truncation ?? padding);
  for (const token of addedTokens) if (token.singleWord === true || token.lstrip === true || token.rstrip === true) throw unsupported(`added token with white space or word rules`, token.content);
  const text = textRules(tokenizer);
  const byteFallback = spec['byte_fallback'] === true;
  const pieces = piecesOf(tokenizer, byteFallback);
  checkCuts(tokenizer, text, pieces);
  if (spec.type === 'BPE') checkMerges(spec as unknown as BpeSpec, pieces);
  const proto: ModelProto = {
    ...text,
    pieces,
    modelType: spec.type === 'BPE' ? ModelType.bpe : ModelType.unigram,
    byteFallback,
    treatWhitespaceAsSuffix: false,
    bosId: specialTokenIds.bos ?? -1,
    eosId: specialTokenIds.eos ?? -1,
    padId: specialTokenIds.pad ?? -1,
    denormalizerCharsmap: new Uint8Array(),
  };
  checkDecoder(tokenizer, proto);
  return writeModelProto(proto);
}

type TextRules = Pick<ModelProto, 'charsmap' | 'addDummyPrefix' | 'removeExtraWhitespaces' | 'escapeWhitespaces'>;

/** What normalizer and pre-tokenizer do, in SentencePiece's words. */
function textRules({ normalizer, preTokenizer }: Tokenizer): TextRules {
  const rest = normalizer === undefined ? [] : flat(normalizer.spec, 'normalizers');
  const take = (...wanted: object[]): boolean => {
    const isThere = wanted.every((one, i) => JSON.stringify(one) === JSON.stringify(rest[i]));
    if (isThere) rest.splice(0, wanted.length);
    return isThere;
  };
  const replaces = (pattern: object, content: string): object => ({ type: 'Replace', pattern, content });
  // Composes what such rules compose anyway.
  if (rest[1]?.type === 'Precompiled') take({ type: 'NFC' });
  const charsmap = rest[0]?.type === 'Precompiled' ? Uint8Array.from(atob(String(rest.shift()!['precompiled_charsmap'])), (unit) => unit.charCodeAt(0)) : new Uint8Array();
  const repeated = replaces({ Regex: REPEATED_SPACES }, ' ');
  const removeExtraWhitespaces = take(replaces({ Regex: OUTER_SPACES }, ''), repeated) || take(replaces({ Regex: SPACES_AFTER }, ''), repeated);
  const isPrepended = take({ type: 'Prepend', prepend: SPACE });
  const isReplaced = take(replaces({ String: ' ' }, SPACE));
  if (rest[0] !== undefined) throw unsupported('normalizer', rest[0].type);

  const { type, replacement, prepend_scheme: scheme }: Partial<ComponentSpec> = preTokenizer?.spec ?? {};
  // With "always", a text that begins with a space would not get another one.
  const isRight = type === undefined || (type === 'Metaspace' && replacement === SPACE && (scheme !== 'always' || (removeExtraWhitespaces && !isPrepended)));
  if (!isRight) throw unsupported('pre_tokenizer', preTokenizer?.spec);
  return {
    charsmap,
    removeExtraWhitespaces,
    addDummyPrefix: isPrepended || scheme === 'first' || scheme === 'always',
    escapeWhitespaces: isReplaced || type === 'Metaspace',
  };
}

function piecesOf({ model, addedTokens, vocabularySize }: Tokenizer, byteFallback: boolean): Piece[] {
  const spec = model.spec() as unknown as Partial<BpeSpec & UnigramSpec>;
  const added = new Map(addedTokens.map((one) => [one.id, one]));
  const bytes = new Set(byteFallback ? Array.from({ length: 256 }, (_, byte) => byteToken(byte)) : []);
  const scores = new Map<string, number>();
  // What merges first has the highest score; what no merge makes has no need of one.
  for (const [rank, [left, right]] of (spec.merges ?? []).entries()) if (!scores.has(left + right)) scores.set(left + right, -rank);
  const pieces = Array.from({ length: vocabularySize }, (_, id): Piece => {
    const text = added.get(id)?.content ?? model.vocabulary.token(id);
    if (text === undefined) throw unsupported('vocabulary', `no token with id ${id}`);
    const isUnknown = spec.unk_token === text || spec.unk_id === id;
    const special = added.get(id)?.special;
    const type = isUnknown ? PieceType.unknown : special === true ? PieceType.control : bytes.has(text) ? PieceType.byte : special === false || added.has(id) ? PieceType.userDefined : PieceType.normal;
    return { text, type, score: type === PieceType.normal ? (spec.vocab instanceof Array ? spec.vocab[id]![1] : (scores.get(text) ?? -(spec.merges?.length ?? 0) - id)) : 0 };
  });
  if (!pieces.some(({ type }) => type === PieceType.unknown)) throw unsupported('model', 'no token for unknown text');
  return pieces;
}

/** Where text is cut, SentencePiece must have no reason to join it. */
function checkCuts({ preTokenizer, addedTokens }: Tokenizer, { addDummyPrefix }: TextRules, pieces: readonly Piece[]): void {
  const { split, prepend_scheme: scheme }: Partial<ComponentSpec> = preTokenizer?.spec ?? {};
  const joined = split === true ? pieces.find(({ text }) => text.lastIndexOf(SPACE) > 0) : undefined;
  if (joined !== undefined) throw unsupported('pre_tokenizer that cuts before spaces with token', joined.text);
  const cut = addedTokens.find(({ special }) => special !== true);
  if (cut !== undefined && addDummyPrefix && scheme !== 'first') throw unsupported('space before what follows added token', cut.content);
}

/** Any two neighbours merge there whose text together is a piece. */
function checkMerges({ merges, dropout, continuing_subword_prefix: prefix, end_of_word_suffix: suffix, ignore_merges: ignores }: BpeSpec, pieces: readonly Piece[]): void {
  if (dropout !== null || (prefix ?? '') !== '' || (suffix ?? '') !== '' || ignores) throw unsupported('model', 'BPE with dropout, affixes or ignore_merges');
  const derived = mergesByScore(pieces, isMatched);
  const i = derived.findIndex(([left, right], rank) => merges[rank]?.[0] !== left || merges[rank][1] !== right);
  if (i >= 0 || derived.length !== merges.length) throw unsupported(`merges[${i >= 0 ? i : derived.length}]`, merges[i >= 0 ? i : derived.length] ?? derived[i]);
}

/** Its stages may be other ones, as long as they do what SentencePiece does. */
function checkDecoder({ decoder }: Tokenizer, { addDummyPrefix, removeExtraWhitespaces, byteFallback }: ModelProto): void {
  const stages = (decoder === undefined ? [] : flat(decoder.spec, 'decoders')).flatMap(({ type, ...fields }): string[] => {
    if (type === 'Fuse') return [];
    if (type === 'Metaspace') return fields['replacement'] !== SPACE ? [type] : fields['prepend_scheme'] === 'never' ? ['Replace'] : ['Replace', 'Strip'];
    if (type === 'Replace') return JSON.stringify(fields) === JSON.stringify({ pattern: { String: SPACE }, content: ' ' }) ? [type] : ['another Replace'];
    if (type === 'Strip') return fields['content'] === ' ' && fields['stop'] === 0 ? [type] : ['another Strip'];
    return type === 'ByteFallback' && !byteFallback ? [] : [type];
  });
  const wanted = ['Replace', ...(byteFallback ? ['ByteFallback'] : []), ...(addDummyPrefix || removeExtraWhitespaces ? ['Strip'] : [])];
  if (stages.sort().join() !== wanted.sort().join()) throw unsupported('decoder', decoder?.spec ?? 'none');
}

function flat(spec: ComponentSpec, list: string): ComponentSpec[] {
  return spec.type === 'Sequence' ? (spec[list] as ComponentSpec[]).flatMap((one) => flat(one, list)) : [spec];
}

interface BpeSpec {
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly unk_token: string | null;
  readonly dropout: number | null;
  readonly continuing_subword_prefix: string | null;
  readonly end_of_word_suffix: string | null;
  readonly ignore_merges: boolean;
}

interface UnigramSpec {
  readonly vocab: readonly (readonly [token: string, score: number])[];
  readonly unk_id: number | null;
}

function unsupported(part: string, value: unknown): TokenizerError {
  return new TokenizerError('TOKENIZER_UNSUPPORTED', `A SentencePiece model can't hold this tokenizer's ${part}: ${shown(value)}. new Tokenizer({ ...tokenizer, ... }) makes one with other parts.`);
}
