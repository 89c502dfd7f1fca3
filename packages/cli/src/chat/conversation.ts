import type { Kinds } from '@figment/core/plugin';

type Message = Kinds['chat'][number];

/** What was said so far, and how it goes on. */
export class Conversation {
  system: string;
  seed: number;
  colours: boolean;
  /** Options of the task, which commands may change. */
  options: Record<string, unknown>;
  #turns: Message[] = [];

  constructor({ system, seed, colours, options }: { readonly system: string; readonly seed: number; readonly colours: boolean; readonly options: Record<string, unknown> }) {
    this.system = system;
    this.seed = seed;
    this.colours = colours;
    this.options = options;
  }

  /** As a model takes it, with what is asked now. */
  with(content: string): readonly Message[] {
    const system: readonly Message[] = this.system === '' ? [] : [{ role: 'system', content: this.system }];
    return [...system, ...this.#turns, { role: 'user', content }];
  }

  /** Keeps a turn. */
  add(question: string, answer: string): void {
    this.#turns.push({ role: 'user', content: question }, { role: 'assistant', content: answer });
  }

  /** Forgets all turns. */
  reset(): void {
    this.#turns = [];
  }
}
