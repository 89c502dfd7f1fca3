import { failed } from './failed.ts';

/** Longer texts than this are no prompt but a template gone wild. */
const LONGEST = 1 << 26;

/** Who wrote a character: the template (or the tokenizer: `bos_token`), or whoever wrote the messages. */
export type Writer = 'template' | 'user';

const mark: Readonly<Record<Writer, string>> = { template: 't', user: 'u' };

/**
 * A string that remembers of each of its UTF-16 units who wrote it, through all that a template does with it. Only what the template
 * itself wrote may become a special token; without a writer, a text counts as the user's.
 */
export class Text {
  readonly value: string;
  /** One letter a unit. */
  readonly #writers: string;

  private constructor(value: string, writers: string) {
    this.value = value;
    this.#writers = writers;
  }

  static readonly nothing = new Text('', '');

  static of(value: string, writer: Writer): Text {
    if (value.length > LONGEST) throw failed(`a text would have ${value.length} characters, more than ${LONGEST}.`);
    return new Text(value, mark[writer].repeat(value.length));
  }

  static join(texts: readonly Text[], separator?: Text): Text {
    const length = texts.reduce((sum, { value }) => sum + value.length, 0) + (separator?.value.length ?? 0) * texts.length;
    if (length > LONGEST) throw failed(`a text would have ${length} characters, more than ${LONGEST}.`);
    const between = separator ?? Text.nothing;
    return new Text(texts.map(({ value }) => value).join(between.value), texts.map((text) => text.#writers).join(between.#writers));
  }

  /** As String.slice. */
  slice(start: number, end?: number): Text {
    return new Text(this.value.slice(start, end), this.#writers.slice(start, end));
  }

  /** Each character replaced by a text of the same writer. */
  map(change: (character: string) => string): Text {
    const [first = ''] = this.#writers;
    if (this.#writers === first.repeat(this.value.length)) {
      const value = Array.from(this.value, change).join('');
      return new Text(value, first.repeat(value.length));
    }
    return Text.join(this.characters().map((character) => {
      const value = change(character.value);
      return new Text(value, (character.#writers[0] ?? '').repeat(value.length));
    }));
  }

  /** The whole replaced: by the template only if it wrote all of it. */
  become(value: string): Text {
    return value === this.value ? this : Text.of(value, this.#writers.includes(mark.user) ? 'user' : 'template');
  }

  repeat(times: number): Text {
    if (times > 0 && this.value.length * times > LONGEST) throw failed(`a text would have ${this.value.length * times} characters, more than ${LONGEST}.`);
    return new Text(this.value.repeat(Math.max(0, times)), this.#writers.repeat(Math.max(0, times)));
  }

  /** Its code points. */
  characters(): Text[] {
    let at = 0;
    return Array.from(this.value, (character) => this.slice(at, at += character.length));
  }

  /** Cut where `separator` stands, at most `most` times. */
  split(separator: string, most = Infinity): Text[] {
    const parts: Text[] = [];
    let start = 0;
    for (let at = this.value.indexOf(separator); at >= 0 && parts.length < most; at = this.value.indexOf(separator, start)) {
      parts.push(this.slice(start, at));
      start = at + separator.length;
    }
    return [...parts, this.slice(start)];
  }

  /** The stretches that `writer` wrote. */
  ranges(writer: Writer): (readonly [start: number, end: number])[] {
    return Array.from(this.#writers.matchAll(new RegExp(`${mark[writer]}+`, 'g')), ({ 0: run, index }) => [index, index + run.length] as const);
  }
}

/** Text of the template. */
export const ours = (value: string): Text => Text.of(value, 'template');
