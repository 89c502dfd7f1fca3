import type { Output } from './output.ts';

/** A text that is shown while it is written, behind what it goes on from. */
export class TextStream {
  readonly #output: Output;
  #shown = '';

  constructor(output: Output, prompt: unknown) {
    this.#output = output;
    if (typeof prompt === 'string') output.text(prompt);
  }

  /** What there is more than at the step before, if the step tells. */
  show(step: object): void {
    const { text } = step as { readonly text?: unknown };
    if (typeof text !== 'string') return;
    this.#shown += text;
    this.#output.text(text);
  }

  /** A text that is found by search is known only at its end. */
  end(result: string): void {
    if (result !== this.#shown) this.#output.text(result.startsWith(this.#shown) ? result.slice(this.#shown.length) : `\n${result}`);
    this.#output.line();
  }
}
