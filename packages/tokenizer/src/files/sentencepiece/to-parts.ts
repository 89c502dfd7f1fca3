import type { AddedToken } from '../../added-tokens/added-token.ts';
import * as decoders from '../../decoders/index.ts';
import type { Decoder } from '../../decoders/decoder.ts';
import { shown, TokenizerError } from '../../errors.ts';
import { bpe } from '../../models/bpe/bpe.ts';
import { mergesByScore } from '../../models/bpe/merges-by-score.ts';
import type { Model } from '../../models/model.ts';
import { unigram } from '../../models/unigram/unigram.ts';
import * as normalizers from '../../normalizers/index.ts';
import type { Normalizer } from '../../normalizers/normalizer.ts';
import { metaspace } from '../../pre-tokenizers/metaspace.ts';
import { AlignedText } from '../../text/aligned-text.ts';
import { utf8Length } from '../../text/utf8.ts';
import type { SpecialTokens } from '../../tokenizer-config.ts';
import type { TokenizerParts } from '../../tokenizer.ts';
import { listVocabulary } from '../../vocabulary/list-vocabulary.ts';
import { type ModelProto, ModelType, type Piece, PieceType } from './model-proto.ts';

/** What SentencePiece writes for a space. */
export const SPACE = '▁';

/** Regular expressions of `remove_extra_whitespaces`. A `▁` at the end counts as a space, as it does there. */
export const SPACES_AFTER = `[ ${SPACE}]+\\z`;
export const OUTER_SPACES = `\\A +|${SPACES_AFTER}`;
const REPEATED_SPACES = ' {2,}';

/** More spaces than a decoded text begins with. */
const ALL = 0xffffffff;

/**
 * A SentencePiece model as the stages of a tokenizer, so that ids are those of SentencePiece. What begins or ends a text (`<s>`) is not added:
 * such a model does not say whether it should be.
 *
 * User-defined pieces that normalization would change, and all of a BPE model, are added tokens; they get no space of their own before them.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`, `TOKENIZER_UNSUPPORTED` naming what the stages can't represent
 */
export function sentencePieceParts(proto: ModelProto): TokenizerParts {
  checkSupported(proto);
  const { pieces, modelType, addDummyPrefix, removeExtraWhitespaces, escapeWhitespaces } = proto;
  const isUnigram = modelType === ModelType.unigram;
  const space = escapeWhitespaces ? SPACE : ' ';

  const rules = rulesOf(proto);
  const cut = cutOut(proto, normalizers.sequence(rules));

  // The space before the text is put there with all others, unless added tokens cut the text: what follows them has none.
  const isFirst = addDummyPrefix && cut.length > 0;
  const stages = [...rules];
  if (removeExtraWhitespaces) stages.push(removed(isFirst ? SPACES_AFTER : OUTER_SPACES), normalizers.replace({ pattern: { regex: REPEATED_SPACES }, content: ' ' }));
  if (addDummyPrefix && !isFirst) stages.push(normalizers.prepend(space));
  if (!isUnigram && escapeWhitespaces) stages.push(normalizers.replace({ pattern: ' ', content: SPACE }));
  const splitsWords = isUnigram && pieces.every(({ text }) => text.lastIndexOf(SPACE) <= 0);

  return {
    model: modelOf(proto),
    normalizer: stages.length > 1 ? normalizers.sequence(stages) : stages[0],
    preTokenizer: (isUnigram && escapeWhitespaces) || isFirst ? metaspace({ replacement: space, prependScheme: isFirst ? 'first' : 'never', split: splitsWords }) : undefined,
    decoder: decoderOf(proto),
    addedTokens: [...pieces.flatMap(({ text, type }, id): AddedToken[] => (type === PieceType.control || type === PieceType.unknown ? [{ id, content: text, special: true }] : [])), ...cut],
    config: { specialTokens: specialTokens(proto) },
  };
}

/** What stands in the model, such as NFKC. */
function rulesOf({ charsmap }: ModelProto): Normalizer[] {
  if (charsmap.length === 0) return [];
  const rules = normalizers.precompiled(charsmap);
  // The stage takes longer clusters character by character, where SentencePiece finds what rules compose: of a base and marks, of Korean letters.
  return rules.normalize(AlignedText.of('e\u0301')).text === '\u00e9' ? [normalizers.nfc(), rules] : [rules];
}

function removed(regex: string): Normalizer {
  return normalizers.replace({ pattern: { regex }, content: '' });
}

function decoderOf({ byteFallback, addDummyPrefix, removeExtraWhitespaces }: ModelProto): Decoder {
  const stages = [decoders.replace({ pattern: SPACE, content: ' ' }), ...(byteFallback ? [decoders.byteFallback()] : []), decoders.fuse()];
  if (addDummyPrefix || removeExtraWhitespaces) stages.push(decoders.strip({ content: ' ', start: removeExtraWhitespaces ? ALL : 1 }));
  return decoders.sequence(stages);
}

function checkSupported({ modelType, treatWhitespaceAsSuffix, addDummyPrefix, denormalizerCharsmap, pieces }: ModelProto): void {
  const unsupported = (what: string): TokenizerError => new TokenizerError('TOKENIZER_UNSUPPORTED', `This SentencePiece model has ${what}, which can't be represented.`);
  if (modelType === ModelType.word) throw unsupported('model_type WORD');
  if (!Object.values<number>(ModelType).includes(modelType)) throw unsupported(`model_type ${modelType}`);
  if (treatWhitespaceAsSuffix && addDummyPrefix) throw unsupported('treat_whitespace_as_suffix');
  if (denormalizerCharsmap.length > 0) throw unsupported('a denormalizer_spec');
  const unknown = pieces.filter(({ type }) => type === PieceType.unknown);
  if (unknown.length !== 1) throw new TokenizerError('TOKENIZER_INVALID', `A SentencePiece model must have one piece of type UNKNOWN, this one has ${unknown.length}.`);
}

function modelOf({ pieces, modelType, byteFallback }: ModelProto): Model {
  const unknownId = pieces.findIndex(({ type }) => type === PieceType.unknown);
  if (modelType === ModelType.unigram) {
    const unmatched = new Set(pieces.flatMap((piece, id) => (isMatched(piece) ? [] : [id])));
    const normal = pieces.flatMap(({ type, score }) => (type === PieceType.normal ? [score] : []));
    const [least, most] = normal.reduce(([low, high], score) => [Math.min(low, score), Math.max(high, score)], [Infinity, -Infinity]);
    // User-defined pieces cost as little as the most probable bytes would, so that they are always chosen.
    const scoreOf = ({ text, score, type }: Piece): number => (type === PieceType.userDefined && normal.length > 0 ? Math.max(utf8Length(text) * most - 0.1, least) : score);
    return unigram({ pieces: pieces.map((piece) => [piece.text, scoreOf(piece)]), unknownId, byteFallback, unmatched });
  }
  const merges = modelType === ModelType.bpe ? mergesByScore(pieces.filter((piece) => isMatched(piece) || piece.type === PieceType.unused)) : [];
  const unused = new Set(pieces.filter(({ type }) => type === PieceType.unused).map(({ text }) => text));
  const resegmented = merges.find(([left, right]) => unused.has(left + right));
  if (resegmented !== undefined) {
    throw new TokenizerError('TOKENIZER_UNSUPPORTED', `This SentencePiece model has the piece ${shown(resegmented.join(''))} of type UNUSED, which BPE can't represent: merges make it.`);
  }
  const vocabulary = listVocabulary(pieces.map(({ text }) => text));
  return bpe({ vocabulary, merges, unknown: pieces[unknownId]!.text, fuseUnknown: true, byteFallback });
}

/** Whether text can spell it. */
function isMatched({ type }: Piece): boolean {
  return type === PieceType.normal || type === PieceType.userDefined;
}

/**
 * User-defined pieces that have to be cut out of a text. Unigram finds the others by itself: their scores are the highest.
 * In BPE they would merge with their neighbours.
 */
function cutOut({ pieces, modelType }: ModelProto, normalizer: Normalizer): AddedToken[] {
  return pieces.flatMap(({ text, type }, id) => {
    if (type !== PieceType.userDefined) return [];
    const isChanged = normalizer.normalize(AlignedText.of(text)).text !== text;
    return modelType === ModelType.unigram && !isChanged ? [] : [{ id, content: text, normalized: !isChanged }];
  });
}

function specialTokens({ pieces, bosId, eosId, padId }: ModelProto): SpecialTokens {
  const control = (id: number): string | undefined => (pieces[id]?.type === PieceType.control ? pieces[id].text : undefined);
  return { bos: control(bosId), eos: control(eosId), unk: pieces.find(({ type }) => type === PieceType.unknown)?.text, pad: control(padId) };
}
