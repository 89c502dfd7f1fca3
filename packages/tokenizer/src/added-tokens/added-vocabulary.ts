import { shown, TokenizerError } from '../errors.ts';
import type { Normalizer } from '../normalizers/normalizer.ts';
import { AlignedText } from '../text/aligned-text.ts';
import { isWhiteSpace } from '../text/characters.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { AddedToken } from './added-token.ts';
import { type Found, TokenFinder } from './token-finder.ts';

/** Ids are 32-bit, and one more than the highest is still one. */
const MAX_ID = 2 ** 31 - 2;

/** A stretch of a text: an added token, or text that the model has to take. */
export interface Stretch {
  readonly text: AlignedText;
  readonly token?: AddedToken;
}

/** Whether a special token may be seen at a place of the original text. */
export type SpecialFilter = (token: AddedToken, start: number, end: number) => boolean;

/** The tokens of a tokenizer that its model does not make, or must not: they are cut out of a text before the model sees it. */
export class AddedVocabulary {
  /** In the order of ids. */
  readonly tokens: readonly AddedToken[];
  readonly #byContent = new Map<string, AddedToken>();
  readonly #byId = new Map<number, AddedToken>();
  /** What is looked for after normalization, where that is not the content. */
  readonly #normalized = new Map<number, string>();
  readonly #before: TokenFinder<AddedToken>;
  readonly #after: TokenFinder<AddedToken>;

  /** @throws TokenizerError `VOCABULARY_INVALID` when ids or contents contradict each other or the vocabulary of the model */
  constructor(tokens: readonly AddedToken[], vocabulary: Vocabulary, normalizer: Normalizer | undefined) {
    this.tokens = [...tokens].sort((a, b) => a.id - b.id);
    const before = new Map<string, AddedToken>();
    const after = new Map<string, AddedToken>();
    for (const token of this.tokens) {
      this.#check(token, vocabulary);
      this.#byContent.set(token.content, token);
      this.#byId.set(token.id, token);
      if (!isNormalized(token)) {
        before.set(token.content, token);
        continue;
      }
      const spelling = normalizer === undefined ? token.content : normalizer.normalize(AlignedText.of(token.content)).text;
      if (spelling !== token.content) this.#normalized.set(token.id, spelling);
      // Of tokens that become the same text, the first is the one that is found.
      if (spelling !== '' && !after.has(spelling)) after.set(spelling, token);
    }
    this.#before = new TokenFinder(before);
    this.#after = new TokenFinder(after);
  }

  #check(token: AddedToken, vocabulary: Vocabulary): void {
    const { id, content } = token;
    if (!Number.isInteger(id) || id < 0 || id > MAX_ID) throw invalid(token, `must have a whole number from 0 to ${MAX_ID} as id`);
    if (content === '') throw invalid(token, 'must have some text');
    const twin = this.#byId.get(id) ?? this.#byContent.get(content);
    if (twin !== undefined) throw invalid(token, `and ${shown(twin.content)} (id ${twin.id}) must differ in id and text`);
    const known = vocabulary.id(content);
    if (known !== undefined && known !== id) throw invalid(token, `has id ${known} in the vocabulary of the model`);
    const taken = vocabulary.token(id);
    if (taken !== undefined && taken !== content) throw invalid(token, `can't have the id that the model gives to ${shown(taken)}`);
  }

  /** One more than the highest id; 0 when there are none. */
  get length(): number {
    return (this.tokens.at(-1)?.id ?? -1) + 1;
  }

  named(content: string): AddedToken | undefined {
    return this.#byContent.get(content);
  }

  get(id: number): AddedToken | undefined {
    return this.#byId.get(id);
  }

  /** The token as decoders take it: in the form that was looked for. */
  spelling(token: AddedToken): string {
    return this.#normalized.get(token.id) ?? token.content;
  }

  /** Cuts a text at the tokens that are looked for before and after normalization, and normalizes what is between. Empty stretches are left out. */
  split(text: AlignedText, normalizer: Normalizer | undefined, isSeen: SpecialFilter): Stretch[] {
    const stretches: Stretch[] = [];
    for (const stretch of cut(text, this.#before, isSeen)) {
      if (stretch.token !== undefined) stretches.push(stretch);
      else stretches.push(...cut(normalizer?.normalize(stretch.text) ?? stretch.text, this.#after, isSeen));
    }
    return stretches;
  }
}

function* cut(text: AlignedText, finder: TokenFinder<AddedToken>, isSeen: SpecialFilter): Iterable<Stretch> {
  const whole = text.text;
  const isWanted = ({ value: token, start, end }: Found<AddedToken>): boolean => token.special !== true || isSeen(token, ...text.originalRange(start, end));
  let done = 0;
  // How far the white space goes that was seen last.
  let spaceEnd = 0;
  for (let from = 0; from < whole.length; ) {
    const found = finder.find(whole, from, isWanted);
    if (found === undefined) break;
    const { value: token } = found;
    let { start, end } = found;
    // As the reference does: a token that is no word of its own is passed over as a whole.
    from = end;
    if (token.singleWord === true && (isWordBefore(whole, start) || isWordAfter(whole, end))) continue;
    if (token.lstrip === true) {
      while (start > done && isSpace(whole, start - 1)) start--;
      // What another token took along is gone.
      start = Math.max(start, done);
    }
    if (token.rstrip === true) {
      end = Math.max(end, spaceEnd);
      while (end < whole.length && isSpace(whole, end)) end++;
      spaceEnd = end;
    }
    if (done < start) yield { text: text.slice(done, start) };
    if (start < end) yield { text: text.slice(start, end), token };
    done = end;
  }
  if (done < whole.length) yield { text: done === 0 ? text : text.slice(done, whole.length) };
}

/** Whether it is looked for after normalization. */
export function isNormalized(token: AddedToken): boolean {
  return token.normalized ?? token.special !== true;
}

const isSpace = (text: string, at: number): boolean => isWhiteSpace(text.charCodeAt(at));

// The regular expression `\w` as Unicode has it (UTS #18, annex C).
const isWordBefore = (text: string, at: number): boolean => /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u.test(text.slice(Math.max(0, at - 2), at));
const isWordAfter = (text: string, at: number): boolean => /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u.test(text.slice(at, at + 2));

const invalid = (token: AddedToken, problem: string): TokenizerError => new TokenizerError('VOCABULARY_INVALID', `The added token ${shown(token.content)} (id ${shown(token.id)}) ${problem}.`);
