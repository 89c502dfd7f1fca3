import type { ComponentSpec, Normalizer } from '../../../normalizers/normalizer.ts';
import { compilePattern, type Pattern } from '../../../pattern/index.ts';
import type { PreTokenizer } from '../../../pre-tokenizers/pre-tokenizer.ts';
import { AlignedText } from '../../../text/aligned-text.ts';
import { byteToCharacter } from '../../../text/byte-characters.ts';
import { CompactVocabulary } from '../../../vocabulary/compact-vocabulary.ts';
import { byteLevelCode } from '../../../vocabulary/token-code.ts';
import { BpeModel } from '../bpe.ts';
import type { Model } from '../../model.ts';
import { gpt2 } from '../../../presets/index.ts';
import { ByteLevelEncoder } from './byte-level-encoder.ts';

/** The stages that a byte-level encoder can stand for. */
export interface ByteLevelStages {
  readonly normalizer?: Normalizer | undefined;
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
export function byteLevelEncoder({ normalizer, preTokenizer, model }: ByteLevelStages): IdEncoder | undefined {
  if (!(model instanceof BpeModel) || !(model.vocabulary instanceof CompactVocabulary) || model.vocabulary.code !== byteLevelCode) return undefined;
  const { vocabulary, merges, options } = model;
  const { dropout = 0, continuingSubwordPrefix = '', endOfWordSuffix = '', ignoreMerges } = options;
  const bytes = Int32Array.from(byteToCharacter, (character) => vocabulary.id(character) ?? -1);
  const cuts = preTokenizer && cutsOf(preTokenizer.spec);
  if (cuts === undefined || bytes.includes(-1) || dropout > 0 || continuingSubwordPrefix !== '' || endOfWordSuffix !== '') return undefined;
  const encoder = new ByteLevelEncoder({ ...cuts, merges, bytes, whole: ignoreMerges === true ? vocabulary : undefined });
  return {
    encode(text, start, end, ids) {
      const stretch = text.slice(start, end);
      encoder.encode(normalizer === undefined ? stretch : normalizer.normalize(AlignedText.of(stretch)).text, ids);
    },
  };
}

interface Cuts {
  readonly patterns: readonly Pattern[];
  readonly spaceBefore: number;
}

/** How pre-tokenizers cut, if that is all they do until the last one writes bytes as characters. */
function cutsOf(spec: ComponentSpec): Cuts | undefined {
  const steps = spec.type === 'Sequence' ? (spec.pretokenizers as readonly ComponentSpec[]) : [spec];
  const last = steps.at(-1);
  const patterns = steps.slice(0, -1).map(patternOf);
  if (last?.type !== 'ByteLevel' || !patterns.every((pattern) => pattern !== undefined)) return undefined;
  const spaceBefore = last.add_prefix_space === true ? patterns.length : -1;
  if (last.use_regex !== false) patterns.push(compilePattern(gpt2.pattern));
  return { patterns, spaceBefore };
}

/** The pattern whose matches, and what is between them, are what a pre-tokenizer cuts a text into. */
function patternOf(spec: ComponentSpec): Pattern | undefined {
  const { type, pattern, behavior, invert } = spec as ComponentSpec & { pattern?: { Regex?: string } };
  if (type === 'Digits') return compilePattern(spec.individual_digits === true ? String.raw`\p{N}` : String.raw`\p{N}+`);
  return type === 'Split' && behavior === 'Isolated' && invert !== true && pattern?.Regex !== undefined ? compilePattern(pattern.Regex) : undefined;
}
