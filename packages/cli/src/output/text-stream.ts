import type { Output } from './output.ts';

/** A text that is shown while it is written, behind what it goes on from. */
export class TextStream {
  readonly #output: Output;
  readonly #prompt: string;
  #begun = false;
  #shown = '';

  constructor(output: Output, prompt: unknown) {
    this.#output = output;
    this.#prompt = typeof prompt === 'string' ? prompt : '';
  }

  /** What there is more than at the step before, if the step tells. */
  show(step: object): void {
    const { text } = step as { readonly text?: unknown };
    this.#begin();
    if (typeof text !== 'string') return;
    this.#shown += text;
    this.#output.text(text);
  }

  /** Nothing more comes: what was shown stays, on lines of its own. */
  stop(): void {
    if (this.#begun) this.#output.line(' …');
  }

  /** A text that is found by search is known only at its end. */
  end(result: string): void {
    this.#begin();
    if (result !== this.#shown) this.#output.text(result.startsWith(this.#shown) ? result.slice(this.#shown.length) : `\n${result}`);
    this.#output.line();
  }

  /** A prompt that is refused is not shown. */
  #begin(): void {
    if (!this.#begun) this.#output.text(this.#prompt);
    this.#begun = true;
  }
}
