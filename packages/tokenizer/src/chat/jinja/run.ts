import { failed } from './failed.ts';
import { Text } from './text.ts';

/** A template that takes more than this does not end: nested loops over long ranges. */
const MOST_STEPS = 1_000_000;

/** One rendering: where output goes, what `{% generation %}` held, how much it has done. */
export class Run {
  #output: Text[] = [];
  #length = 0;
  /** How many captures are open. */
  #depth = 0;
  /** Where in the output what an assistant says stands. */
  readonly generations: (readonly [start: number, end: number])[] = [];
  #steps = 0;

  /** @throws TokenizerError `CHAT_INVALID` when it goes on for too long */
  step(): void {
    if (++this.#steps > MOST_STEPS) throw failed(`it takes more than ${MOST_STEPS.toLocaleString('en-US')} steps.`);
  }

  write(text: Text): void {
    if (text.value === '') return;
    this.#output.push(text);
    if (this.#depth === 0) this.#length += text.value.length;
  }

  /** What `work` writes, instead of writing it. */
  capture(work: () => void): Text {
    const outer = this.#output;
    this.#output = [];
    this.#depth++;
    try {
      work();
      return Text.join(this.#output);
    } finally {
      this.#output = outer;
      this.#depth--;
    }
  }

  /** Notes that what is written next is the assistant's. */
  generated(length: number): void {
    this.generations.push([this.#length, this.#length + length]);
  }

  get output(): Text {
    return Text.join(this.#output);
  }
}
