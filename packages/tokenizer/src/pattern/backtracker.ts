import { answer, CharacterClasses, outside, stepBack } from './classes.ts';
import type { Program } from './program.ts';

const pageBits = 6;
const pageMask = (1 << pageBits) - 1;
const keptPages = 1024;

/**
 * Runs what an automaton can't: lookarounds of several characters, and atomic groups. Each choice at each position is decided once for a
 * text, and kept: how the program goes on depends on nothing else. That makes it linear in the text, over all calls together
 * (Fujinami and Hasuo, 2024, "Efficient Matching with Memoization for Regexes with Look-around and Atomic Grouping", arXiv:2401.12639).
 */
export class Backtracker {
  /** How many steps ran. */
  steps = 0;
  readonly #program: Program;
  readonly #classes: CharacterClasses;
  /** By step that is a choice: where its results begin in a position's part of a page. One result for each set of rounds with progress. */
  readonly #slots: Int32Array;
  readonly #variants: number;
  readonly #slotCount: number;
  /** By page of positions: 0 not decided, -1 fails or is being tried, else the match's end + 1. */
  readonly #pages = new Map<number, Int32Array>();
  #oldestPage = 0;
  #text = '';
  /** What is left to try: step, position, rounds with progress, length of the path. */
  readonly #left: number[] = [];
  /** The choices that led here: position, slot. */
  readonly #path: number[] = [];

  constructor(program: Program) {
    this.#program = program;
    this.#classes = new CharacterClasses(program);
    const depths = program.steps.map((step) => (step.op === 'round' ? step.depth + 1 : 0));
    this.#variants = 2 ** depths.reduce((most, depth) => Math.max(most, depth), 0);
    let count = 0;
    this.#slots = Int32Array.from(program.steps, (step) => (step.op === 'try' ? (count += this.#variants) - this.#variants : -1));
    this.#slotCount = count;
  }

  matchAt(text: string, at: number): number {
    if (text !== this.#text) {
      this.#text = text;
      this.#pages.clear();
      this.#oldestPage = 0;
    }
    // What lies far behind is not asked again by who reads forward.
    for (const oldest = (at >> pageBits) - keptPages; this.#oldestPage < oldest; this.#oldestPage++) this.#pages.delete(this.#oldestPage);
    return this.#run(this.#program.start, at);
  }

  #page(position: number): Int32Array {
    const index = position >> pageBits;
    let page = this.#pages.get(index);
    if (!page) this.#pages.set(index, (page = new Int32Array(this.#slotCount << pageBits)));
    return page;
  }

  #cell(position: number, slot: number): number {
    return (position & pageMask) * this.#slotCount + slot;
  }

  #neighbour(position: number, ahead: boolean): number {
    const text = this.#text;
    if (!ahead) return this.#classes.before(text, position);
    return position < text.length ? this.#classes.units[text.charCodeAt(position)]! || this.#classes.of(text.codePointAt(position)!) : outside;
  }

  /** The end of the match from a step and a position on, or -1. */
  #run(start: number, from: number): number {
    const { steps } = this.#program;
    const { members } = this.#classes;
    const text = this.#text;
    const left = this.#left;
    const path = this.#path;
    const leftBase = left.length;
    const pathBase = path.length;
    let at = start;
    let position = from;
    let progress = this.#variants - 1;
    let result = 0;
    while (result === 0) {
      this.steps++;
      const step = steps[at]!;
      let ok = true;
      switch (step.op) {
        case 'take':
          ok = members[this.#neighbour(position, !step.back)]?.[step.set] === true;
          if (ok) {
            if (step.back) position = stepBack(text, position);
            else position += text.codePointAt(position)! > 0xffff ? 2 : 1;
            progress = this.#variants - 1;
          }
          at = step.next;
          break;
        case 'try': {
          const slot = this.#slots[at]! + progress;
          const page = this.#page(position);
          const cell = this.#cell(position, slot);
          if (page[cell]! > 0) result = page[cell]!;
          ok = page[cell] === 0;
          if (ok) {
            page[cell] = -1;
            path.push(position, slot);
            for (let i = step.targets.length - 1; i > 0; i--) left.push(step.targets[i]!, position, progress, path.length);
            at = step.targets[0]!;
          }
          break;
        }
        case 'neighbour':
          ok = answer(step.asked, members[this.#neighbour(position, step.ahead)]);
          at = step.next;
          break;
        case 'look':
          ok = this.#run(step.body, position) < 0 === step.negative;
          at = step.next;
          break;
        case 'atomic': {
          const end = this.#run(step.body, position);
          ok = end >= 0;
          if (end > position) progress = this.#variants - 1;
          position = end;
          at = step.next;
          break;
        }
        case 'round':
          progress &= ~(1 << step.depth);
          at = step.next;
          break;
        case 'progress':
          at = (progress >> step.depth) & 1 ? step.next : step.otherwise;
          progress |= 1 << step.depth;
          break;
        case 'match':
          result = position + 1;
          break;
      }
      if (!ok && result === 0) {
        if (left.length === leftBase) {
          result = -1;
        } else {
          path.length = left.pop()!;
          progress = left.pop()!;
          position = left.pop()!;
          at = left.pop()!;
        }
      }
    }
    // All choices of the path share the result; those given up are known to fail already.
    for (let i = pathBase; i < path.length; i += 2) this.#page(path[i]!)[this.#cell(path[i]!, path[i + 1]!)] = result;
    left.length = leftBase;
    path.length = pathBase;
    return result < 0 ? -1 : result - 1;
  }
}
