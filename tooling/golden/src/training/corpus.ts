import { countWords, normalizers, type Normalizer, type PreTokenizer, preTokenizers, type TrainBpeOptions, type WordCounts } from '@figment/tokenizer';

import type { GoldenCase } from '../case/case.ts';

/** What a trainer's case says: texts, how to cut them, and settings. Every input has to be asked for. */
export class TrainingInputs {
  readonly #golden: GoldenCase;
  readonly #inputs: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  constructor(golden: GoldenCase) {
    this.#golden = golden;
    this.#inputs = golden.json['inputs'] as Readonly<Record<string, unknown>>;
  }

  /** null counts as absent. */
  number(name: string): number | undefined {
    return this.#optional(name, (value): value is number => typeof value === 'number', 'a number');
  }

  string(name: string): string | undefined {
    return this.#optional(name, (value) => typeof value === 'string', 'a string');
  }

  strings(name: string): readonly string[] | undefined {
    return this.#optional(name, (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'), 'a list of strings');
  }

  /** What trainers that merge pairs are told. */
  merging(): Omit<TrainBpeOptions, 'maxTokenLength'> {
    return {
      vocabulary: this.number('vocab_size') ?? 30_000,
      minFrequency: this.number('min_frequency'),
      specialTokens: this.strings('special_tokens'),
      initialAlphabet: this.alphabet('initial_alphabet'),
      limitAlphabet: this.number('limit_alphabet'),
      continuingSubwordPrefix: this.string('continuing_subword_prefix'),
      endOfWordSuffix: this.string('end_of_word_suffix'),
    };
  }

  /** A list, or the words "the 256 byte characters". */
  alphabet(name: string): readonly string[] | undefined {
    return this.#inputs[name] === 'the 256 byte characters' ? (this.#read.add(name), byteCharacters()) : this.strings(name);
  }

  /** The words of `corpus`, a text whose lines are fed one by one, or of `words`, a list of words and counts. */
  async words(): Promise<WordCounts> {
    const normalizer = component(this.string('normalizer'), normalizerMakers);
    const preTokenizer = component(this.string('pre_tokenizer'), preTokenizerMakers);
    const corpus = this.string('corpus');
    const words = this.string('words');
    const lines = corpus === undefined ? repeated(this.#golden.readJson(words ?? 'words.json') as [string, number][]) : linesOf(new TextDecoder().decode(this.#golden.readFile(corpus)));
    return await countWords(lines, { normalizer, preTokenizer });
  }

  /** @throws when an input was not asked for, and so not obeyed */
  finish(): void {
    const unread = Object.keys(this.#inputs).filter((name) => !this.#read.has(name));
    if (unread.length > 0) throw new Error(`not obeyed: ${unread.map((name) => `input ${name}`).join(', ')}`);
  }

  #optional<Value>(name: string, is: (value: unknown) => value is Value, what: string): Value | undefined {
    this.#read.add(name);
    const value = this.#inputs[name] ?? undefined;
    if (value === undefined || is(value)) return value;
    throw new Error(`${name} must be ${what}, got ${JSON.stringify(value)}`);
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function* repeated(words: readonly (readonly [word: string, count: number])[]): Generator<string> {
  for (const [word, count] of words) for (let i = 0; i < count; i++) yield word;
}

/** Settings of a component as Python writes them: `add_prefix_space=False, GPT-2 regex`. */
type Arguments = string;

const isFalse = (name: string, from: Arguments): boolean => new RegExp(`${name}\\s*=\\s*False`).test(from);

const preTokenizerMakers: Readonly<Record<string, (from: Arguments) => PreTokenizer>> = {
  BertPreTokenizer: preTokenizers.bert,
  ByteLevel: (from) => preTokenizers.byteLevel({ addPrefixSpace: !isFalse('add_prefix_space', from), useRegex: !isFalse('use_regex', from) }),
  Digits: (from) => preTokenizers.digits({ individualDigits: /individual_digits\s*=\s*True/.test(from) }),
  Metaspace: (from) => preTokenizers.metaspace({
    replacement: /replacement\W*?=?\s*["']?(\S)/u.exec(from)?.[1],
    prependScheme: (['always', 'first', 'never'] as const).find((scheme) => from.includes(scheme)),
    split: !isFalse('split', from),
  }),
  Punctuation: () => preTokenizers.punctuation(),
  Whitespace: preTokenizers.whitespace,
  WhitespaceSplit: preTokenizers.whitespaceSplit,
};

const normalizerMakers: Readonly<Record<string, (from: Arguments) => Normalizer>> = {
  BertNormalizer: (from) => normalizers.bert({
    lowercase: !isFalse('lowercase', from),
    cleanText: !isFalse('clean_text', from),
    handleChineseChars: !isFalse('handle_chinese_chars', from),
    ...(/strip_accents\s*=\s*(True|False)/.exec(from) && { stripAccents: !isFalse('strip_accents', from) }),
  }),
  Lowercase: normalizers.lowercase,
  NFC: normalizers.nfc,
  NFD: normalizers.nfd,
  NFKC: normalizers.nfkc,
  NFKD: normalizers.nfkd,
};

/** `Name`, or `Name(settings)`. */
function component<Component>(text: string | undefined, makers: Readonly<Record<string, (from: Arguments) => Component>>): Component | undefined {
  if (text === undefined) return undefined;
  const [, name = '', from = ''] = /^(\w+)\s*(?:\((.*)\))?$/su.exec(text.trim()) ?? [];
  const make = makers[name];
  if (make === undefined) throw new Error(`this runner does not know ${text}; it knows ${Object.keys(makers).join(', ')}`);
  return make(from);
}

/** The characters that stand for bytes: those that a byte-level pre-tokenizer makes of them. */
function byteCharacters(): string[] {
  const printable = Array.from({ length: 0x100 }, (_, code) => code).filter((code) => (code >= 0x21 && code <= 0x7e) || (code >= 0xa1 && code !== 0xad));
  const others = Array.from({ length: 0x100 - printable.length }, (_, i) => 0x100 + i);
  return String.fromCharCode(...printable, ...others).split('');
}
