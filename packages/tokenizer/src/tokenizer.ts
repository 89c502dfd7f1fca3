import type { AddedToken } from './added-tokens/added-token.ts';
import { AddedVocabulary } from './added-tokens/added-vocabulary.ts';
import { byteDecoder, type IdDecoder } from './decoders/decode-bytes.ts';
import { joinedBySpaces } from './decoders/join.ts';
import type { Decoder } from './decoders/decoder.ts';
import { checkText, checkTruncation, type FullPadding, fullPadding, specialFilter } from './encoding/check-options.ts';
import { encodeIds } from './encoding/encode-ids.ts';
import { encodeText, type Stages } from './encoding/encode-text.ts';
import type { DecodeOptions, EncodeOptions, Encoding, Padding, Truncation } from './encoding/encoding.ts';
import { LazyEncoding } from './encoding/lazy-encoding.ts';
import { pad, paddedLength } from './encoding/pad.ts';
import { emptySequence, joinSequences, type TokenSequence } from './encoding/token-sequence.ts';
import { SpecialGuard } from './encoding/special-guard.ts';
import { truncate } from './encoding/truncate.ts';
import { shown, TokenizerError } from './errors.ts';
import { type TokenizerJson, tokenizerToJson } from './files/tokenizer-json/to-json.ts';
import { byteLevelEncoder, type IdEncoder } from './models/bpe/byte-level/index.ts';
import type { Model } from './models/model.ts';
import type { Normalizer } from './normalizers/normalizer.ts';
import type { PostProcessor } from './post-processors/post-processor.ts';
import type { PreTokenizer } from './pre-tokenizers/pre-tokenizer.ts';
import type { DecodeStream } from './streaming/decode-stream.ts';
import { toWellFormed } from './text/utf8.ts';
import type { SpecialTokens, TokenizerConfig } from './tokenizer-config.ts';

/** What a tokenizer is made of. Only the model is needed; what is left out does nothing, and tokens without a decoder are joined by spaces. */
export interface TokenizerParts {
  readonly model: Model;
  readonly normalizer?: Normalizer | undefined;
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly postProcessor?: PostProcessor | undefined;
  readonly decoder?: Decoder | undefined;
  readonly addedTokens?: readonly AddedToken[] | undefined;
  /** For texts that are encoded without an option of that name. */
  readonly truncation?: Truncation | undefined;
  /** For texts that are encoded without an option of that name. */
  readonly padding?: Padding | undefined;
  readonly config?: TokenizerConfig | undefined;
}

/**
 * Text to ids and back: added tokens are cut out, the rest is normalized, cut into pieces, turned into tokens by the model, and put into the form
 * that a neural network expects. The same stages, files and results as Hugging Face's tokenizers 0.23; offsets are UTF-16 indices.
 */
export class Tokenizer {
  /** One more than the highest id, added tokens included: the rows that an embedding needs. */
  readonly vocabularySize: number;
  readonly model: Model;
  readonly normalizer: Normalizer | undefined;
  readonly preTokenizer: PreTokenizer | undefined;
  readonly postProcessor: PostProcessor | undefined;
  readonly decoder: Decoder | undefined;
  /** In the order of their ids. */
  readonly addedTokens: readonly AddedToken[];
  readonly truncation: Truncation | undefined;
  readonly padding: Padding | undefined;
  readonly config: TokenizerConfig;
  /** As the files name them; otherwise found by the names they usually have, `<s>` or `[PAD]`, among the special tokens. */
  readonly specialTokens: SpecialTokens;
  /** The ids of those that the vocabulary has. */
  readonly specialTokenIds: { readonly [Role in keyof SpecialTokens]?: number | undefined };

  readonly #added: AddedVocabulary;
  readonly #stages: Stages;
  /** Where there is a faster way to ids alone. */
  readonly #ids: IdEncoder | undefined;
  /** Where there is a faster way to text. */
  readonly #bytes: IdDecoder | undefined;

  /**
   * @throws TokenizerError `VOCABULARY_INVALID` when added tokens contradict each other or the model, or the post-processor adds what is no token
   * @throws TokenizerError `OPTIONS_INVALID` when truncation or padding do
   */
  constructor({ model, normalizer, preTokenizer, postProcessor, decoder, addedTokens = [], truncation, padding, config = {} }: TokenizerParts) {
    this.model = model;
    this.normalizer = normalizer;
    this.preTokenizer = preTokenizer;
    this.postProcessor = postProcessor;
    this.decoder = decoder;
    this.truncation = truncation;
    this.padding = padding;
    this.config = config;
    if (truncation !== undefined) checkTruncation(truncation, 0);
    this.#added = new AddedVocabulary(addedTokens, model.vocabulary, normalizer);
    this.#stages = { added: this.#added, normalizer, preTokenizer, model, guard: new SpecialGuard(this.#added, model) };
    this.#ids = byteLevelEncoder({ preTokenizer, model });
    this.addedTokens = this.#added.tokens;
    this.#bytes = byteDecoder(decoder, model.vocabulary, this.addedTokens);
    this.vocabularySize = Math.max(model.vocabulary.length, this.#added.length);
    this.specialTokens = { ...conventionalRoles(this.addedTokens), ...defined(config.specialTokens ?? {}) };
    this.specialTokenIds = Object.fromEntries(Object.entries(this.specialTokens as Record<string, string>).map(([role, token]) => [role, this.id(token)]));
    this.#fullPadding(padding);
    for (const { ids } of postProcessor?.process([emptySequence, emptySequence], true) ?? []) {
      for (const id of ids) if (this.token(id) === undefined) throw new TokenizerError('VOCABULARY_INVALID', `The post-processor adds id ${id}, which no token has.`);
    }
  }

  /** The id of a token as the vocabulary spells it. */
  id(token: string): number | undefined {
    return this.#added.named(token)?.id ?? this.model.vocabulary.id(token);
  }

  /** How the vocabulary spells a token: `Ġworld`, `##ing`, `<0x0A>`. */
  token(id: number): string | undefined {
    return this.#added.get(id)?.content ?? this.model.vocabulary.token(id);
  }

  /**
   * @throws TokenizerError `INPUT_INVALID` when `text` is no string
   * @throws TokenizerError `OPTIONS_INVALID`
   * @throws TokenizerError `TOKEN_UNKNOWN` when the vocabulary lacks a piece of the text, and a token for what it lacks
   */
  encode(text: string, options: EncodeOptions = {}): Encoding {
    return this.#encode([[text]], options)[0] as Encoding;
  }

  /** Two texts as one, as for a question and its context. Throws what {@link Tokenizer.encode} throws. */
  encodePair(text: string, pair: string, options: EncodeOptions = {}): Encoding {
    return this.#encode([[text, pair]], options)[0] as Encoding;
  }

  /** Many texts or pairs; `padding` makes them equally long. Throws what {@link Tokenizer.encode} throws. */
  encodeBatch(texts: readonly (string | readonly [string, string])[], options: EncodeOptions = {}): Encoding[] {
    return this.#encode(texts.map((text) => (Array.isArray(text) ? text : [text]) as readonly string[]), options);
  }

  /**
   * The text of ids. Bytes that are no valid UTF-8 become U+FFFD.
   *
   * @throws TokenizerError `TOKEN_UNKNOWN` for an id outside of the vocabulary
   */
  decode(ids: Iterable<number>, { skipSpecialTokens = true }: DecodeOptions = {}): string {
    const spelling = (id: number): string | undefined => this.#spelling(id, skipSpecialTokens);
    if (this.#bytes !== undefined) return this.#bytes(ids, spelling);
    const tokens: string[] = [];
    for (const id of ids) {
      const token = spelling(id);
      if (token !== undefined) tokens.push(token);
    }
    return (this.decoder ?? joinedBySpaces).decode(tokens).join('');
  }

  /** {@link Tokenizer.decode} while ids come, as from a language model. */
  decodeStream({ skipSpecialTokens = true }: DecodeOptions = {}): DecodeStream {
    const stream = (this.decoder ?? joinedBySpaces).stream();
    return {
      push: (id) => {
        const token = this.#spelling(id, skipSpecialTokens);
        return token === undefined ? '' : stream.push(token).join('');
      },
      end: () => stream.end().join(''),
    };
  }

  /** What stands in a `tokenizer.json`. */
  toJSON(): TokenizerJson {
    return tokenizerToJson(this);
  }

  /** A token as decoders take it; undefined where it is left out. */
  #spelling(id: number, skipSpecialTokens: boolean): string | undefined {
    const added = this.#added.get(id);
    if (added !== undefined) return skipSpecialTokens && added.special === true ? undefined : this.#added.spelling(added);
    const token = this.model.vocabulary.token(id);
    if (token === undefined) throw new TokenizerError('TOKEN_UNKNOWN', `There is no token with id ${shown(id)}; ids go from 0 to ${this.vocabularySize - 1}.`);
    return token;
  }

  #encode(batch: readonly (readonly string[])[], options: EncodeOptions): Encoding[] {
    const padding = this.#fullPadding(options.padding ?? this.padding);
    const drafts = batch.map((texts) => this.#draft(texts, options));
    const length = padding && paddedLength(padding, drafts.map(({ whole }) => whole.ids.length));
    const padded = (sequence: TokenSequence): TokenSequence => (padding === undefined || length === undefined ? sequence : pad(sequence, length, padding));
    return drafts.map(({ texts, whole, complete }) => new LazyEncoding(padded(whole).ids, texts, () => padded(complete(false)), () => padded(complete(true)).overflowing));
  }

  /** One text or pair before it is padded: `whole`, which may hold ids only, and what makes it complete, with what overflows or without. */
  #draft(given: readonly string[], options: EncodeOptions): { texts: string[]; whole: TokenSequence; complete: (overflow: boolean) => TokenSequence } {
    if (given.length < 1 || given.length > 2) throw new TokenizerError('INPUT_INVALID', `a pair must be two texts, got ${given.length}.`);
    given.forEach(checkText);
    const texts = given.map(toWellFormed);
    const { addSpecialTokens = true } = options;
    const isSeen = specialFilter(options, this.#added, texts);
    const truncation = options.truncation ?? this.truncation;
    const added = addSpecialTokens ? (this.postProcessor?.added(texts.length === 2) ?? 0) : 0;
    const room = truncation ? checkTruncation(truncation, added) : undefined;
    const finish = (sequences: readonly TokenSequence[], overflow: boolean): TokenSequence => {
      const cut = truncation && room !== undefined ? truncate(sequences, room, truncation) : sequences;
      const kept = overflow ? cut : cut.map((sequence) => ({ ...sequence, overflowing: [] }));
      return joinSequences(this.postProcessor?.process(kept, addSpecialTokens) ?? kept);
    };
    let sequences: readonly TokenSequence[] | undefined;
    const complete = (overflow: boolean): TokenSequence => finish((sequences ??= texts.map((text, i) => encodeText(text, i as 0 | 1, this.#stages, isSeen))), overflow);
    const ids = this.#ids;
    const lists = ids && texts.map((text) => encodeIds(text, this.#stages, ids, isSeen));
    const whole = lists?.every((list) => list !== undefined) ? finish(lists.map((list) => ({ ...emptySequence, ids: list })), false) : complete(false);
    return { texts, whole, complete };
  }

  #fullPadding(padding: Padding | false | undefined): FullPadding | undefined {
    const own = { id: this.specialTokenIds.pad, token: this.specialTokens.pad, ...defined(this.padding ?? {}) };
    return padding === undefined || padding === false ? undefined : fullPadding(padding, own);
  }
}

/** Without the fields that are there but undefined: those must not hide defaults. */
function defined<T extends object>(value: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

/** `<s>` begins a text and `</s>` ends it; the others go by their names: `[PAD]`, `<|pad|>`, `<unk>`. */
function conventionalRoles(tokens: readonly AddedToken[]): SpecialTokens {
  const roles: Record<string, string> = {};
  for (const { content, special } of tokens) {
    const name = special === true ? /^[<[]\|?(\/?s|bos|eos|unk|pad|sep|cls|mask)\|?[>\]]$/i.exec(content)?.[1]?.toLowerCase() : undefined;
    if (name !== undefined) roles[{ s: 'bos', '/s': 'eos' }[name] ?? name] ??= content;
  }
  return roles;
}
