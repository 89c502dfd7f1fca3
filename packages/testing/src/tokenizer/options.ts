import type { InputOf, Schema } from '@figment/core/plugin';
import type { Tokenizer } from '@figment/core/interfaces';

/** What the checks need to know about a tokenizer. */
export interface TokenizerCheckOptions<O extends Schema = Schema> {
  /** Small (the defaults of its schema). */
  readonly options?: InputOf<O> | undefined;
  /** Options that must be refused; needed where it has options. */
  readonly invalidOptions?: unknown;
  /** What it is trained on (a few English and Korean sentences). */
  readonly texts?: readonly string[] | undefined;
  /** A tokenizer of this kind; needed where it can't be trained. */
  readonly tokenizer?: (() => Tokenizer | Promise<Tokenizer>) | undefined;
  /** What is encoded besides the texts (Hangul in all forms, emoji, white space, control characters). */
  readonly samples?: readonly string[] | undefined;
  /** What decoding an encoded sample gives, where that is not the sample: a tokenizer may write all in lower case. */
  readonly decoded?: ((sample: string) => string) | undefined;
}

/** Sentences to learn from. */
export const sentences: readonly string[] = [
  'The cat sat on the mat, and the dog sat on the cat.',
  'How many tokens does it take to write a word?',
  '안녕하세요, 오늘 날씨가 참 좋습니다.',
  '고양이가 방석 위에 앉아 있고, 강아지는 고양이를 봅니다.',
  '한글은 스물네 자모로 이루어져 있습니다.',
];

/** What is easy to get wrong. */
export const samples: readonly string[] = [
  '', ' ', 'a', '  two  spaces  ', 'tab\tand\nlines\r\n\n', '한', '한글', '한글'.normalize('NFD'), 'ㅎㅏㄴ', '각갂ㄱㅏ', '안녕 hello 👋🏽!', '👨‍👩‍👧‍👦 🇰🇷', 'e\u0301é', '\u0000\u0007',
  '日本語', 'naïve façade', '1234567890', '<|endoftext|> [UNK] </s>', '\uFEFF\u200B\u00A0',
];
