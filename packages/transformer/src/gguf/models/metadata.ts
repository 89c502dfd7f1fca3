import { FigmentError } from '@figment/core';

import type { Gguf } from '../read-gguf.ts';

/** What a file says of its model, checked as it is asked for. */
export class GgufMetadata {
  readonly file: string;
  readonly #values: Gguf['metadata'];
  readonly #architecture: string;

  constructor(values: Gguf['metadata'], architecture: string, file: string) {
    this.#values = values;
    this.#architecture = architecture;
    this.file = file;
  }

  /** A field of the architecture: 'rope.freq_base' for 'llama.rope.freq_base'. */
  get(name: string): unknown {
    return this.#values.get(this.keyOf(name));
  }

  /** As the file has it. */
  keyOf(name: string): string {
    return `${this.#architecture}.${name}`;
  }

  /** @throws FigmentError `GGUF_INVALID` where it is no number, or missing without a fallback */
  number(name: string): number;
  number<T>(name: string, fallback: T): number | T;
  number(name: string, fallback?: unknown): unknown {
    const value = this.get(name);
    // Of each layer; llama.cpp has no kind of ours in which they differ.
    const one: unknown = Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
    if (one === undefined && arguments.length > 1) return fallback;
    if (typeof one !== 'number') throw this.refuse(name, 'a number', value);
    return one;
  }

  /** An id of the vocabulary; undefined where there is none. */
  id(name: string): number | undefined {
    const value = this.#values.get(`tokenizer.ggml.${name}_token_id`);
    return typeof value === 'number' && value >= 0 ? value : undefined;
  }

  /** Whether the file holds a vocabulary. */
  get hasTokenizer(): boolean {
    return this.#values.has('tokenizer.ggml.model');
  }

  refuse(name: string, right: string, value: unknown): FigmentError {
    const shown = JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) as string | undefined;
    return new FigmentError('GGUF_INVALID', `${this.file}: ${this.keyOf(name)} must be ${right}, ${shown === undefined ? 'and is missing' : `got ${shown.slice(0, 80)}`}.`);
  }
}
