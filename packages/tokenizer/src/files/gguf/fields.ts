import { shown, TokenizerError } from '../../errors.ts';
import type { GgufValue } from './header.ts';

/** What a GGUF file says of its tokenizer, checked as it is asked for; keys without `tokenizer.ggml.`. */
export class GgufFields {
  readonly #metadata: ReadonlyMap<string, GgufValue>;

  constructor(metadata: ReadonlyMap<string, GgufValue>) {
    this.#metadata = metadata;
  }

  get(name: string): GgufValue | undefined {
    return this.#metadata.get(`tokenizer.ggml.${name}`);
  }

  string(name: string): string | undefined {
    return this.#checked(name, 'a string', (value) => typeof value === 'string') as string | undefined;
  }

  flag(name: string): boolean | undefined {
    return this.#checked(name, 'true or false', (value) => typeof value === 'boolean') as boolean | undefined;
  }

  /** An id that the vocabulary of `size` tokens has; llama.cpp passes over others. */
  id(name: string, size: number): number | undefined {
    const id = this.#checked(`${name}_token_id`, 'a whole number', Number.isInteger) as number | undefined;
    return id !== undefined && id >= 0 && id < size ? id : undefined;
  }

  strings(name: string): readonly string[] | undefined {
    return this.#checked(name, 'a list of strings', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string')) as readonly string[] | undefined;
  }

  /** As many as there are tokens, if `size` is given. */
  numbers(name: string, size?: number): readonly number[] | undefined {
    const isRight = (value: GgufValue): boolean => Array.isArray(value) && value.every((one) => typeof one === 'number') && (size === undefined || value.length === size);
    return this.#checked(name, size === undefined ? 'a list of numbers' : `a list of ${size} numbers`, isRight) as readonly number[] | undefined;
  }

  #checked(name: string, right: string, isRight: (value: GgufValue) => boolean): GgufValue | undefined {
    const value = this.get(name);
    if (value !== undefined && !isRight(value)) throw invalid(`tokenizer.ggml.${name} must be ${right}, got ${shown(value)}`);
    return value;
  }
}

export function invalid(reason: string): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `This is no GGUF file with a tokenizer: ${reason}.`);
}
