import { shown, TokenizerError } from '../errors.ts';

const maxDepth = 200;

/** A place in a pattern, in UTF-16 indices. */
export class Cursor {
  at = 0;
  #depth = 0;
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  take(text: string): boolean {
    const found = this.source.startsWith(text, this.at);
    if (found) this.at += text.length;
    return found;
  }

  /** What a sticky expression matches here, taken. */
  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.source);
    if (match) this.at = expression.lastIndex;
    return match;
  }

  character(): string {
    const character = String.fromCodePoint(this.source.codePointAt(this.at) ?? this.invalid('ends too early'));
    this.at += character.length;
    return character;
  }

  /** Reads a part that may hold others of its kind. */
  nested<T>(read: () => T): T {
    if (++this.#depth > maxDepth) this.unsupported(`more than ${maxDepth} parts in one another`, this.at);
    const result = read();
    this.#depth--;
    return result;
  }

  invalid(what: string, at = this.at): never {
    throw new TokenizerError('PATTERN_INVALID', `the pattern ${shown(this.source)} ${what}, at ${at}.`);
  }

  unsupported(what: string, at: number): never {
    return unsupported(this.source, `${what} at ${at}`);
  }
}

export function unsupported(source: string, what: string): never {
  throw new TokenizerError('PATTERN_UNSUPPORTED', `the pattern ${shown(source)} has ${what}: write it without.`);
}
