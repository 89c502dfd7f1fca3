import type { AddedToken } from '../added-tokens/added-token.ts';
import type { AddedVocabulary, SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import { TokenFinder } from '../added-tokens/token-finder.ts';
import type { Model } from '../models/model.ts';
import type { TokenList } from '../models/token-list.ts';
import type { AlignedText } from '../text/aligned-text.ts';
import { unitsAt } from '../text/utf8.ts';

/**
 * Keeps a model from reading a special token out of plain text, which it could where its vocabulary has it: `</s>` is a word to a model of words.
 * A piece in which that happens is cut within each special token that it spells, so that no part spells one. (A special token of a single
 * character can't be cut: it is that character.)
 */
export class SpecialGuard {
  readonly #reachable = new Map<number, AddedToken>();
  readonly #finder: TokenFinder<AddedToken>;
  /** Whether all of them are written the same in bytes as in text. */
  readonly #isPlain: boolean;

  constructor(added: AddedVocabulary, model: Model) {
    for (const token of added.tokens) if (token.special === true && token.content.length > unitsAt(token.content, 0) && model.vocabulary.id(token.content) !== undefined) this.#reachable.set(token.id, token);
    this.#isPlain = [...this.#reachable.values()].every(({ content }) => /^[!-~]+$/.test(content));
    this.#finder = new TokenFinder(new Map([...this.#reachable.values()].map((token) => [token.content, token])));
  }

  /** Whether ids that the model gave for a text, from `first` on, may hold a special token that the text spells. */
  suspects(text: string, ids: readonly number[], first: number): boolean {
    if (this.#reachable.size === 0 || (this.#isPlain && this.#finder.find(text, 0, () => true) === undefined)) return false;
    for (let i = first; i < ids.length; i++) if (this.#reachable.has(ids[i] as number)) return true;
    return false;
  }

  /** The parts of a piece whose tokens, from `first` on, hold special tokens that the piece may not spell; otherwise undefined. */
  cut(piece: AlignedText, tokens: TokenList, first: number, isSeen: SpecialFilter): AlignedText[] | undefined {
    if (this.#reachable.size === 0) return undefined;
    for (let i = first; i < tokens.length; i++) {
      const token = this.#reachable.get(tokens.ids[i] as number);
      if (token === undefined) continue;
      const [start, end] = [tokens.starts[i] as number, tokens.ends[i] as number];
      // What is unknown gets a special token too, but does not spell it.
      if (piece.text.slice(start, end) === token.content && !isSeen(token, ...piece.originalRange(start, end))) return this.#parts(piece, isSeen);
    }
    return undefined;
  }

  #parts(piece: AlignedText, isSeen: SpecialFilter): AlignedText[] {
    const parts: AlignedText[] = [];
    for (let from = 0; ; ) {
      const found = this.#finder.find(piece.text, from, ({ value, start, end }) => !isSeen(value, ...piece.originalRange(start, end)));
      const end = found === undefined ? piece.length : found.start + unitsAt(piece.text, found.start);
      parts.push(piece.slice(from, end));
      if (found === undefined) return parts;
      from = end;
    }
  }
}
