import type { AddedVocabulary, SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import type { Model } from '../models/model.ts';
import { TokenList } from '../models/token-list.ts';
import type { Normalizer } from '../normalizers/normalizer.ts';
import type { PreTokenizer } from '../pre-tokenizers/pre-tokenizer.ts';
import { AlignedText } from '../text/aligned-text.ts';
import type { SpecialGuard } from './special-guard.ts';
import type { TokenSequence } from './token-sequence.ts';

/** The stages from a text to its tokens. */
export interface Stages {
  readonly added: AddedVocabulary;
  readonly normalizer?: Normalizer | undefined;
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly model: Model;
  readonly guard: SpecialGuard;
}

/** The tokens of one text of up to two, before truncation and post-processing. */
export function encodeText(text: string, sequenceId: 0 | 1, stages: Stages, isSeen: SpecialFilter): TokenSequence {
  const { added, normalizer, preTokenizer, model, guard } = stages;
  const list = new TokenList();
  const offsets: number[] = [];
  const wordIds: number[] = [];
  let word = 0;
  const place = (piece: AlignedText): void => {
    for (let i = wordIds.length; i < list.length; i++) {
      const [start, end] = [list.starts[i] as number, list.ends[i] as number];
      offsets.push(piece.startOf(start), piece.endOf(end - 1));
      wordIds.push(word);
    }
  };
  for (const stretch of added.split(AlignedText.of(text), normalizer, isSeen)) {
    if (stretch.token !== undefined) {
      list.push(stretch.token.id, 0, stretch.text.length, stretch.text.text);
      place(stretch.text);
      word++;
      continue;
    }
    for (const piece of preTokenizer?.split(stretch.text) ?? [stretch.text]) {
      const first = list.length;
      model.tokenize(piece.text, list);
      const parts = guard.cut(piece, list, first, isSeen);
      if (parts === undefined) place(piece);
      else {
        list.truncate(first);
        for (const part of parts) {
          model.tokenize(part.text, list);
          place(part);
        }
      }
      word++;
    }
  }
  const all = <T>(value: T): T[] => new Array<T>(list.length).fill(value);
  return {
    ids: list.ids,
    tokens: list.ids.map((id, i) => list.texts.get(i) ?? (model.vocabulary.token(id) as string)),
    offsets,
    typeIds: all(sequenceId),
    specialTokensMask: all(0),
    attentionMask: all(1),
    sequenceIds: all(sequenceId),
    wordIds,
    overflowing: [],
  };
}
