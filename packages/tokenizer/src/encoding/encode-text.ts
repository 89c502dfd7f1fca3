import type { AddedToken } from '../added-tokens/added-token.ts';
import type { AddedVocabulary, SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import { TokenFinder } from '../added-tokens/token-finder.ts';
import type { Model } from '../models/model.ts';
import { TokenList } from '../models/token-list.ts';
import type { Normalizer } from '../normalizers/normalizer.ts';
import type { PreTokenizer } from '../pre-tokenizers/pre-tokenizer.ts';
import { AlignedText } from '../text/aligned-text.ts';
import { unitsAt } from '../text/utf8.ts';
import type { TokenSequence } from './token-sequence.ts';

/** The stages from a text to its tokens. */
export interface Stages {
  readonly added: AddedVocabulary;
  readonly normalizer?: Normalizer | undefined;
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly model: Model;
}

/**
 * Keeps a model from reading a special token out of plain text, which it could where its vocabulary has it: `</s>` is a word to a model of words.
 * A piece in which that happens is cut within each special token that it spells, so that no part spells one. (A special token of a single
 * character can't be cut: it is that character.)
 */
export class SpecialGuard {
  readonly #reachable = new Map<number, AddedToken>();
  readonly #finder: TokenFinder<AddedToken>;

  constructor(added: AddedVocabulary, model: Model) {
    for (const token of added.tokens) if (token.special === true && token.content.length > unitsAt(token.content, 0) && model.vocabulary.id(token.content) !== undefined) this.#reachable.set(token.id, token);
    this.#finder = new TokenFinder(new Map([...this.#reachable.values()].map((token) => [token.content, token])));
  }

  /** Whether no text can spell a special token that the model would see. */
  get isIdle(): boolean {
    return this.#reachable.size === 0;
  }

  /** Whether an id that the model gave is a special token's. */
  isSpecial(id: number): boolean {
    return this.#reachable.has(id);
  }

  /** The parts of a piece whose tokens, from `first` on, hold special tokens that the piece may not spell; otherwise undefined. */
  cut(piece: AlignedText, tokens: TokenList, first: number, isSeen: SpecialFilter): AlignedText[] | undefined {
    if (this.isIdle) return undefined;
    const isForbidden = (token: AddedToken, start: number, end: number): boolean => !isSeen(token, ...piece.originalRange(start, end));
    const isBroken = (i: number): boolean => {
      const token = this.#reachable.get(tokens.ids[i] as number);
      if (token === undefined) return false;
      const [start, end] = [tokens.starts[i] as number, tokens.ends[i] as number];
      // What is unknown gets a special token too, but does not spell it.
      return piece.text.slice(start, end) === token.content && isForbidden(token, start, end);
    };
    let i = first;
    while (i < tokens.length && !isBroken(i)) i++;
    if (i === tokens.length) return undefined;
    const parts: AlignedText[] = [];
    let done = 0;
    for (let from = 0; ; ) {
      const found = this.#finder.find(piece.text, from, ({ value, start, end }) => isForbidden(value, start, end));
      if (found === undefined) break;
      from = found.start + unitsAt(piece.text, found.start);
      parts.push(piece.slice(done, from));
      done = from;
    }
    parts.push(piece.slice(done, piece.length));
    return parts;
  }
}

/** The tokens of one text of up to two, before truncation and post-processing. */
export function encodeText(text: string, sequenceId: 0 | 1, stages: Stages, guard: SpecialGuard, isSeen: SpecialFilter): TokenSequence {
  const { added, normalizer, preTokenizer, model } = stages;
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
