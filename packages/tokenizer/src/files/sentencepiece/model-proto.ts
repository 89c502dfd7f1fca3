import { shown, TokenizerError } from '../../errors.ts';
import { fieldsOf, protobufBytes, type ProtobufField, type ProtobufValue } from './protobuf.ts';

/** `SentencePiece.Type`. */
export const PieceType = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

/** `TrainerSpec.ModelType`. */
export const ModelType = { unigram: 1, bpe: 2, word: 3, char: 4 } as const;

/** A token of a SentencePiece model. */
export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly type: number;
}

/** What a SentencePiece model says of how text is encoded (sentencepiece_model.proto of google/sentencepiece). */
export interface ModelProto {
  /** In the order of ids. */
  readonly pieces: readonly Piece[];
  readonly modelType: number;
  readonly byteFallback: boolean;
  readonly treatWhitespaceAsSuffix: boolean;
  /** -1: there is none. */
  readonly bosId: number;
  readonly eosId: number;
  readonly padId: number;
  /** Empty where text is taken as it is. */
  readonly charsmap: Uint8Array;
  readonly addDummyPrefix: boolean;
  readonly removeExtraWhitespaces: boolean;
  readonly escapeWhitespaces: boolean;
  /** How decoded text would be rewritten; empty where it is not. */
  readonly denormalizerCharsmap: Uint8Array;
}

/** Field numbers of the messages in sentencepiece_model.proto. */
const MODEL = { pieces: 1, trainerSpec: 2, normalizerSpec: 3, denormalizerSpec: 5 };
const PIECE = { piece: 1, score: 2, type: 3 };
const TRAINER = { modelType: 3, vocabSize: 4, treatWhitespaceAsSuffix: 24, byteFallback: 35, unkId: 40, bosId: 41, eosId: 42, padId: 43, unkPiece: 45, bosPiece: 46, eosPiece: 47, padPiece: 48 };
const NORMALIZER = { name: 1, precompiledCharsmap: 2, addDummyPrefix: 3, removeExtraWhitespaces: 4, escapeWhitespaces: 5 };

const NONE = new Uint8Array();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws TokenizerError `TOKENIZER_INVALID` */
export function readModelProto(bytes: Uint8Array): ModelProto {
  const pieces: Piece[] = [];
  let trainer = new Map<number, ProtobufValue>();
  let normalizer = trainer;
  let denormalizer = trainer;
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === MODEL.pieces) pieces.push(readPiece(bytesOf(value, `pieces[${pieces.length}]`), pieces.length));
    else if (field === MODEL.trainerSpec) trainer = new Map(fieldsOf(bytesOf(value, 'trainer_spec')));
    else if (field === MODEL.normalizerSpec) normalizer = new Map(fieldsOf(bytesOf(value, 'normalizer_spec')));
    else if (field === MODEL.denormalizerSpec) denormalizer = new Map(fieldsOf(bytesOf(value, 'denormalizer_spec')));
  }
  const number = (fields: ReadonlyMap<number, ProtobufValue>, field: number, otherwise: number): number => {
    const value = fields.get(field) ?? otherwise;
    return typeof value === 'number' ? value : otherwise;
  };
  const charsmap = (fields: ReadonlyMap<number, ProtobufValue>): Uint8Array => bytesOf(fields.get(NORMALIZER.precompiledCharsmap) ?? NONE, 'precompiled_charsmap');
  return {
    pieces,
    modelType: number(trainer, TRAINER.modelType, ModelType.unigram),
    byteFallback: number(trainer, TRAINER.byteFallback, 0) !== 0,
    treatWhitespaceAsSuffix: number(trainer, TRAINER.treatWhitespaceAsSuffix, 0) !== 0,
    bosId: number(trainer, TRAINER.bosId, 1),
    eosId: number(trainer, TRAINER.eosId, 2),
    padId: number(trainer, TRAINER.padId, -1),
    charsmap: charsmap(normalizer),
    addDummyPrefix: number(normalizer, NORMALIZER.addDummyPrefix, 1) !== 0,
    removeExtraWhitespaces: number(normalizer, NORMALIZER.removeExtraWhitespaces, 1) !== 0,
    escapeWhitespaces: number(normalizer, NORMALIZER.escapeWhitespaces, 1) !== 0,
    denormalizerCharsmap: charsmap(denormalizer),
  };
}

function readPiece(bytes: Uint8Array, id: number): Piece {
  let text = '';
  let score = 0;
  let type: number = PieceType.normal;
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === PIECE.piece) {
      try {
        text = decoder.decode(bytesOf(value, `pieces[${id}].piece`));
      } catch (cause) {
        throw invalid(`pieces[${id}].piece must be UTF-8`, cause);
      }
    } else if (typeof value === 'number') {
      if (field === PIECE.score) score = value;
      else if (field === PIECE.type) type = value;
    }
  }
  if (text === '') throw invalid(`pieces[${id}].piece must have some text`);
  if (!Number.isFinite(score)) throw invalid(`pieces[${id}].score must be a number, got ${String(score)}`);
  if (!Object.values<number>(PieceType).includes(type)) throw invalid(`pieces[${id}].type must be from 1 to 6, got ${shown(type)}`);
  return { text, score, type };
}

/** The file of a model. */
export function writeModelProto(model: ModelProto): Uint8Array<ArrayBuffer> {
  const unknownId = model.pieces.findIndex(({ type }) => type === PieceType.unknown);
  const special = (id: number, idField: number, textField: number): ProtobufField[] => {
    const text = model.pieces[id]?.text;
    return [[idField, id], ...(text === undefined ? [] : [[textField, text] as const])];
  };
  return protobufBytes([
    ...model.pieces.map(({ text, score, type }): ProtobufField => [
      MODEL.pieces,
      [[PIECE.piece, text], [PIECE.score, { float: score }], ...(type === PieceType.normal ? [] : [[PIECE.type, type] as const])],
    ]),
    [MODEL.trainerSpec, [
      [TRAINER.modelType, model.modelType],
      [TRAINER.vocabSize, model.pieces.length],
      [TRAINER.treatWhitespaceAsSuffix, model.treatWhitespaceAsSuffix],
      [TRAINER.byteFallback, model.byteFallback],
      ...special(unknownId, TRAINER.unkId, TRAINER.unkPiece),
      ...special(model.bosId, TRAINER.bosId, TRAINER.bosPiece),
      ...special(model.eosId, TRAINER.eosId, TRAINER.eosPiece),
      ...special(model.padId, TRAINER.padId, TRAINER.padPiece),
    ]],
    [MODEL.normalizerSpec, [
      [NORMALIZER.name, model.charsmap.length > 0 ? 'user_defined' : 'identity'],
      [NORMALIZER.precompiledCharsmap, model.charsmap],
      [NORMALIZER.addDummyPrefix, model.addDummyPrefix],
      [NORMALIZER.removeExtraWhitespaces, model.removeExtraWhitespaces],
      [NORMALIZER.escapeWhitespaces, model.escapeWhitespaces],
    ]],
  ]);
}

function bytesOf(value: ProtobufValue, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw invalid(`${name} must be bytes, got the number ${value}`);
}

function invalid(reason: string, cause?: unknown): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `This is no SentencePiece model: ${reason}.`, { cause });
}
