import { answer, CharacterClasses, outside } from './classes.ts';
import { maxDepth } from './compiler.ts';
import type { Program } from './program.ts';

/**
 * A transition is `row << 1 | matched`: where the next state's row begins in the table, and whether a match ended before the character.
 * These are the others; row 0 is left out, so that they are all below 1.
 */
const notBuilt = 0;
const dead = -1;
const deadAfterMatch = -2;

const firstStride = 32;
const maxCells = 1 << 20;
const checkpoint = 32;
const maxHopeless = 1 << 23;
const allProgress = (1 << maxDepth) - 1;

/** The answer of an automaton to a text that it is wrong for. */
export const misfit = -2;

interface State {
  /** The steps from which a match may go on, the preferred first. */
  readonly threads: readonly number[];
  /** The class of the character before; 0 if the program never asks. */
  readonly before: number;
}

/**
 * A deterministic automaton, built as far as texts need it. A state is the list of steps at which a matcher would be that tries all
 * choices at once, in order of preference and cut after the first that has matched: so it finds the match that backtracking finds
 * (Cox, 2009, "Regular Expression Matching: the Virtual Machine Approach"). What a step asks about the next character is decided when
 * its class is known; a match is therefore seen one character late.
 */
export class Automaton {
  /** How many characters were read. */
  steps = 0;
  readonly #program: Program;
  readonly #classes: CharacterClasses;
  readonly #asksBefore: boolean;
  #stride = firstStride;
  #table = new Int32Array(0);
  #states: State[] = [];
  #threads = 0;
  readonly #rows = new Map<string, number>();
  readonly #starts: number[] = [];
  /** States at positions of `#text` from which no match ends, and those met by the match in progress: `position * maxCells + row`. */
  readonly #hopeless = new Set<number>();
  readonly #trail: number[] = [];
  #text = '';

  constructor(program: Program) {
    this.#program = program;
    this.#classes = new CharacterClasses(program);
    this.#asksBefore = program.steps.some((step) => step.op === 'neighbour' && !step.ahead);
    this.#clear();
  }

  /**
   * The end of the match that starts at `at`, -1, or `misfit` if the text has a character that the program's exclusions exclude.
   *
   * A text of n characters could be read from n starts far beyond each match. So a state that was met beyond the last end of a match is
   * kept with its position, and not followed again (Reps, 1998, "Maximal-Munch Tokenization in Linear Time"), at every 32nd position.
   */
  matchAt(text: string, at: number): number {
    const { length } = text;
    const { units } = this.#classes;
    let row = this.#start(text, at);
    let table = this.#table;
    let end = -1;
    let position = at;
    let stop = Math.min(length, at - (at % checkpoint) + 2 * checkpoint);
    let next = 0;
    for (;;) {
      while (position < stop) {
        next = table[row + units[text.charCodeAt(position)]!]!;
        if (next <= 0) {
          if (next === notBuilt) {
            const code = text.codePointAt(position)!;
            const read = this.#classes.of(code);
            next = table[row + read]!;
            if (next === notBuilt) {
              next = this.#transition(row, read);
              if (this.#classes.overlaps) return misfit;
              table = this.#table;
            }
            if (next > 0) {
              if ((next & 1) === 1) end = position;
              row = next >> 1;
              position += code > 0xffff ? 2 : 1;
              continue;
            }
          }
          return this.#finish(next === deadAfterMatch ? position : end, position, at);
        }
        if ((next & 1) === 1) end = position;
        row = next >> 1;
        position++;
      }
      if (position >= length) {
        next = table[row + outside]! || this.#transition(row, outside);
        return this.#finish(next === deadAfterMatch ? length : end, position, at);
      }
      if (text !== this.#text) {
        this.#hopeless.clear();
        this.#text = text;
      }
      const mark = position * maxCells + row;
      if (this.#hopeless.has(mark)) return this.#finish(end, position, at);
      this.#trail.push(mark);
      stop = Math.min(length, stop + checkpoint);
    }
  }

  /** The first position from `from` on at which a match may start, as far as its first character is known to allow it. */
  candidate(text: string, from: number): number {
    const { units } = this.#classes;
    let position = from;
    if (this.#asksBefore) return position;
    const row = this.#start(text, from);
    const table = this.#table;
    while (position < text.length && table[row + units[text.charCodeAt(position)]!] === dead) position++;
    return position;
  }

  #finish(end: number, position: number, at: number): number {
    this.steps += position - at + 1;
    if (this.#trail.length > 0) {
      if (this.#hopeless.size + this.#trail.length > maxHopeless) this.#hopeless.clear();
      for (const mark of this.#trail) if (mark >= (end + 1) * maxCells) this.#hopeless.add(mark);
      this.#trail.length = 0;
    }
    return end;
  }

  #start(text: string, at: number): number {
    const before = this.#asksBefore ? this.#classes.before(text, at) : 0;
    return (this.#starts[before] ??= this.#row([this.#program.start], before));
  }

  #clear(): void {
    this.#table = new Int32Array(16 * this.#stride);
    this.#states = [{ threads: [], before: 0 }];
    this.#threads = 0;
    this.#rows.clear();
    this.#starts.length = 0;
    this.#hopeless.clear();
    this.#trail.length = 0;
  }

  /** The row of a state, new if need be. Begins all over when memory is full. */
  #row(threads: readonly number[], before: number): number {
    const key = `${before}:${threads.join()}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      this.#threads += threads.length;
      if ((this.#states.length + 1) * this.#stride > maxCells || this.#threads > maxCells) this.#clear();
      row = (this.#states.push({ threads, before }) - 1) * this.#stride;
      this.#rows.set(key, row);
      if (row + this.#stride > this.#table.length) {
        const table = new Int32Array(2 * this.#table.length);
        table.set(this.#table);
        this.#table = table;
      }
    }
    return row;
  }

  #transition(row: number, read: number): number {
    const state = this.#states[row / this.#stride]!;
    if (this.#classes.members.length > this.#stride) {
      while (this.#classes.members.length > this.#stride) this.#stride *= 2;
      this.#clear();
    }
    const { next, matched } = this.#step(state, read);
    const states = this.#states;
    const transition =
      next.length === 0 ? (matched ? deadAfterMatch : dead) : (this.#row(next, this.#asksBefore ? read : 0) << 1) | Number(matched);
    // Where memory was cleared there is no such row any more.
    if (states === this.#states && this.#states[row / this.#stride] === state) this.#table[row + read] = transition;
    return transition;
  }

  /** Where the threads of a state go when a character of a class is read, and whether one of them had matched before it. */
  #step({ threads, before }: State, read: number): { next: number[]; matched: boolean } {
    const { steps } = this.#program;
    const { members } = this.#classes;
    const next = new Set<number>();
    const seen = new Set<number>();
    // Steps and which rounds of loops made progress; the preferred on top.
    const left: number[] = [];
    for (let i = threads.length - 1; i >= 0; i--) left.push(threads[i]!, allProgress);
    while (left.length > 0) {
      const progress = left.pop()!;
      const at = left.pop()!;
      const place = (at << maxDepth) | progress;
      if (seen.has(place)) continue;
      seen.add(place);
      const step = steps[at]!;
      switch (step.op) {
        case 'take':
          if (members[read]?.[step.set]) next.add(step.next);
          break;
        case 'try':
          for (let i = step.targets.length - 1; i >= 0; i--) left.push(step.targets[i]!, progress);
          break;
        case 'neighbour':
          if (answer(step.asked, members[step.ahead ? read : before])) left.push(step.next, progress);
          break;
        case 'round':
          left.push(step.next, progress & ~(1 << step.depth));
          break;
        case 'progress':
          if ((progress >> step.depth) & 1) left.push(step.next, progress);
          else left.push(step.otherwise, progress | (1 << step.depth));
          break;
        case 'look':
        case 'atomic':
          throw new Error('an automaton has no step that keeps a choice');
        case 'match':
          return { next: [...next], matched: true };
      }
    }
    return { next: [...next], matched: false };
  }
}
