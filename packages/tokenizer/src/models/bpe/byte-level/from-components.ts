import type { PreTokenizer } from '../../../pre-tokenizers/pre-tokenizer.ts';
import { byteToCharacter } from '../../../text/byte-characters.ts';
import { CompactVocabulary } from '../../../vocabulary/compact-vocabulary.ts';
import { byteLevelCode } from '../../../vocabulary/token-code.ts';
import { BpeModel } from '../bpe.ts';
import type { Model } from '../../model.ts';
import { ByteLevelEncoder } from './byte-level-encoder.ts';
import { cutsOf } from './cuts.ts';

/** The stages that a byte-level encoder can stand for; it is given text that is normalized. */
export interface ByteLevelStages {
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly model: Model;
}

/** Text to ids, in one go. */
export interface IdEncoder {
  /** Appends the ids of text[start..end), which is encoded as if it were all there is. */
  encode(text: string, start: number, end: number, ids: number[]): void;
}

/**
 * What gives the same ids as the stages one after the other, but faster; undefined where they are not those of byte-level BPE: patterns that
 * cut, bytes as characters, and a model that has all 256 of them.
 */
export function byteLevelEncoder({ preTokenizer, model }: ByteLevelStages): IdEncoder | undefined {
  if (!(model instanceof BpeModel) || !(model.vocabulary instanceof CompactVocabulary) || model.vocabulary.code !== byteLevelCode) return undefined;
  const { vocabulary, merges, options } = model;
  const { dropout = 0, continuingSubwordPrefix = '', endOfWordSuffix = '', ignoreMerges } = options;
  const bytes = Int32Array.from(byteToCharacter, (character) => vocabulary.id(character) ?? -1);
  const cuts = preTokenizer && cutsOf(preTokenizer.spec);
  if (cuts === undefined || bytes.includes(-1) || dropout > 0 || continuingSubwordPrefix !== '' || endOfWordSuffix !== '') return undefined;
  const encoder = new ByteLevelEncoder({ ...cuts, merges, bytes, whole: ignoreMerges === true ? vocabulary : undefined });
  return { encode: (text, start, end, ids) => { encoder.encode(text.slice(start, end), ids); } };
}
