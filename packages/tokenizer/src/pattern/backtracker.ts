import { CharacterClasses, outside } from './classes.ts';
import type { Program } from './program.ts';

const pageBits = 10;
const keptPages = 64;

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
  /** By step: where its memory lies in a position's part of a page, if it is a choice. */
  readonly #slots: Int32Array;
  readonly #slotCount: number;
  readonly #variants: number;
  /** By page of positions: 0 not decided, -1 fails, else the match's end + 1. */
  #pages: Int32Array[] = [];
  #firstPage = 0;
  #text = '';

  constructor(program: Program) {
    this.#program = program;
    this.#classes = new CharacterClasses(program.sets);
    let depths = 0;
    for (const step of program.steps) if (step.op === 'round') depths = Math.max(depths, step.depth + 1);
    const variants = (this.#variants = 2 ** depths);
    let count = 0;
    this.#slots = Int32Array.from(program.steps, (step) => (step.op === 'try' ? (count += variants) - variants : -1));
    this.#slotCount = count;
  }

  matchAt(text: string, at: number): number {
    if (text !== this.#text) {
      this.#text = text;
      this.#pages = [];
      this.#firstPage = 0;
    }
    // What lies far behind is not asked again when a text is read forward.
    for (const last = (at >> pageBits) - keptPages; this.#firstPage < last; this.#firstPage++) delete this.#pages[this.#firstPage];
    return this.#run(this.#program.start, at);
  }

  #memory(position: number): Int32Array {
    return (this.#pages[position >> pageBits] ??= new Int32Array(this.#slotCount << pageBits));
  }

  #classAt(position: number, ahead: boolean): number {
    const text = this.#text;
    if (ahead) return position < text.length ? this.#classes.of(text.codePointAt(position)!) : outside;
    return position > 0 ? this.#classes.of(text.codePointAt(before(text, position))!) : outside;
  }

  /** The end of the match from a step and a position on, or -1. */
  #run(start: number, from: number): number {
    const { steps } = this.#program;
    const { members } = this.#classes;
    const text = this.#text;
    // What is left to try: step, position, rounds with progress, length of the path.
    const left: number[] = [];
    // The choices that led here: position, slot.
    const path: number[] = [];
    let at = start;
    let position = from;
    let progress = -1;
    const remember = (length: number, result: number): void => {
      for (let i = 0; i < length; i += 2) {
        const place = path[i]!;
        this.#memory(place)[(place & ((1 << pageBits) - 1)) * this.#slotCount + path[i + 1]!] = result;
      }
    };
    for (;;) {
      this.steps++;
      const step = steps[at]!;
      let ok = true;
      switch (step.op) {
        case 'take': {
          ok = members[this.#classAt(position, !step.back)]![step.set] ?? false;
          if (ok) {
            position = step.back ? before(text, position) : position + (text.codePointAt(position)! > 0xffff ? 2 : 1);
            progress = -1;
            at = step.next;
          }
          break;
        }
        case 'try': {
          const slot = this.#slots[at]! + (progress & (this.#variants - 1));
          const memory = this.#memory(position);
          const index = (position & ((1 << pageBits) - 1)) * this.#slotCount + slot;
          const known = memory[index]!;
          if (known > 0) {
            remember(path.length, known);
            return known - 1;
          }
          ok = known === 0;
          if (ok) {
            memory[index] = -1;
            path.push(position, slot);
            for (let i = step.targets.length - 1; i > 0; i--) left.push(step.targets[i]!, position, progress, path.length);
            at = step.targets[0]!;
          }
          break;
        }
        case 'neighbour': {
          const neighbour = this.#classAt(position, step.ahead);
          ok = neighbour === outside ? step.atEdge : members[neighbour]![step.set]!;
          at = step.next;
          break;
        }
        case 'look':
          ok = this.#run(step.body, position) < 0 === step.negative;
          at = step.next;
          break;
        case 'atomic': {
          const end = this.#run(step.body, position);
          ok = end >= 0;
          if (end !== position) progress = -1;
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
          remember(path.length, position + 1);
          return position;
      }
      if (!ok) {
        if (left.length === 0) return -1;
        path.length = left.pop()!;
        progress = left.pop()!;
        position = left.pop()!;
        at = left.pop()!;
      }
    }
  }
}

/** Where the character before a position starts. */
function before(text: string, position: number): number {
  const pair = position > 1 && text.codePointAt(position - 2)! > 0xffff;
  return position - (pair ? 2 : 1);
}
