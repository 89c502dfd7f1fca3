import { shown, TokenizerError } from '../errors.ts';
import type { Exclusion, Program, Step } from './program.ts';
import type { CharacterSet, Node } from './syntax.ts';

const maxSteps = 20_000;
/** Of loops with bodies that can match nothing, one in another. */
export const maxDepth = 8;

/** Whether it can match without taking a character. */
function nullable(node: Node): boolean {
  switch (node.type) {
    case 'set':
      return false;
    case 'sequence':
      return node.items.every(nullable);
    case 'choice':
      return node.items.some(nullable);
    case 'repeat':
      return node.min === 0 || nullable(node.body);
    case 'atomic':
      return nullable(node.body);
    case 'neighbour':
    case 'look':
      return true;
  }
}

/**
 * Writes a program from its end to its start, so that each step knows the next.
 *
 * For an automaton, which can't keep a choice once made, atomic groups are written as plain groups. `(?>X)Y` and `XY` match the same
 * where a failing Y never makes X try something else, or trying leads nowhere. That holds (outer groups first, so that what follows an
 * inner group is all that follows it)
 * - if Y can match the empty string unconditionally: it doesn't fail after X's first match;
 * - if X repeats one set greedily, and nothing in the set can begin Y: whatever X gives back starts with a character of the set, so Y fails there.
 *   Whether sets overlap is not known for all of Unicode, but for each character that the text brings: see `Exclusion`.
 */
export class Compiler {
  readonly #source: string;
  readonly #automaton: boolean;
  readonly #steps: Step[] = [];
  readonly #sets: CharacterSet[] = [];
  readonly #setIndices = new Map<string, number>();
  readonly #possessive: { set: number | undefined; next: number }[] = [];
  #depth = 0;
  #possible = true;

  private constructor(source: string, automaton: boolean) {
    this.#source = source;
    this.#automaton = automaton;
  }

  /** The program for a backtracking matcher. */
  static compile(node: Node, source: string): Program {
    return new Compiler(source, false).#program(node)!;
  }

  /** The program for an automaton, or undefined if it takes more than an automaton. */
  static compileForAutomaton(node: Node, source: string): Program | undefined {
    return new Compiler(source, true).#program(node);
  }

  #program(node: Node): Program | undefined {
    const start = this.#write(node, this.#push({ op: 'match' }), false);
    const exclusions: Exclusion[] = [];
    for (const { set, next } of this.#possessive) {
      if (this.#neverFails(next, new Set())) continue;
      const following = this.#firstSets(next);
      if (set === undefined || !following) return undefined;
      exclusions.push({ set, following });
    }
    return this.#possible ? { steps: this.#steps, start, sets: this.#sets, exclusions } : undefined;
  }

  #unsupported(what: string): never {
    throw new TokenizerError('PATTERN_UNSUPPORTED', `the pattern ${shown(this.#source)} has ${what}; write it without.`);
  }

  #push(step: Step): number {
    if (this.#steps.length >= maxSteps) {
      this.#unsupported(`more than ${maxSteps} steps when its repeats are written out`);
    }
    return this.#steps.push(step) - 1;
  }

  #set(set: CharacterSet): number {
    const key = `${set.ignoreCase}${set.source}`;
    let index = this.#setIndices.get(key);
    if (index === undefined) this.#setIndices.set(key, (index = this.#sets.push(set) - 1));
    return index;
  }

  #write(node: Node, next: number, back: boolean): number {
    switch (node.type) {
      case 'set':
        return this.#push({ op: 'take', set: this.#set(node.set), back, next });
      case 'sequence':
        return (back ? node.items : [...node.items].reverse()).reduce((after, item) => this.#write(item, after, back), next);
      case 'choice':
        return this.#push({ op: 'try', targets: node.items.map((item) => this.#write(item, next, back)) });
      case 'repeat':
        return this.#repeat(node, next, back);
      case 'neighbour':
        return this.#push({ op: 'neighbour', ahead: node.ahead, set: this.#set(node.set), atEdge: node.atEdge, next });
      case 'atomic': {
        if (this.#automaton) {
          const { body } = node;
          const set = body.type === 'repeat' && !body.lazy && body.body.type === 'set' ? this.#set(body.body.set) : undefined;
          this.#possessive.push({ set, next });
          return this.#write(body, next, back);
        }
        if (back) this.#unsupported('an atomic group in a look-behind');
        return this.#push({ op: 'atomic', body: this.#write(node.body, this.#push({ op: 'match' }), false), next });
      }
      case 'look': {
        this.#possible &&= !this.#automaton;
        const body = this.#automaton ? next : this.#write(node.body, this.#push({ op: 'match' }), !node.ahead);
        return this.#push({ op: 'look', body, negative: node.negative, next });
      }
    }
  }

  #repeat({ body, min, max, lazy }: Node & { type: 'repeat' }, next: number, back: boolean): number {
    const either = (again: number): number => this.#push({ op: 'try', targets: lazy ? [next, again] : [again, next] });
    let entry = next;
    let copies = min;
    if (max === Infinity) {
      const targets: number[] = [];
      entry = this.#push({ op: 'try', targets });
      let again: number;
      if (nullable(body)) {
        const depth = this.#depth++;
        if (depth >= maxDepth) this.#unsupported(`more than ${maxDepth} loops in one another whose bodies can be empty`);
        const progress = this.#push({ op: 'progress', depth, next: entry, otherwise: next });
        again = this.#push({ op: 'round', depth, next: this.#write(body, progress, back) });
        this.#depth--;
      } else {
        again = this.#write(body, entry, back);
      }
      targets.push(...(lazy ? [next, again] : [again, next]));
      if (min > 0) {
        entry = again;
        copies--;
      }
    } else {
      for (let i = min; i < max; i++) entry = either(this.#write(body, entry, back));
    }
    for (let i = 0; i < copies; i++) entry = this.#write(body, entry, back);
    return entry;
  }

  /** Whether the program matches from this step on whatever the text. */
  #neverFails(at: number, seen: Set<number>): boolean {
    if (seen.has(at)) return false;
    seen.add(at);
    const step = this.#steps[at]!;
    switch (step.op) {
      case 'match':
        return true;
      case 'try':
        return step.targets.some((target) => this.#neverFails(target, seen));
      case 'round':
        return this.#neverFails(step.next, seen);
      case 'progress':
        return this.#neverFails(step.otherwise, seen);
      case 'take':
      case 'neighbour':
      case 'look':
      case 'atomic':
        return false;
    }
  }

  /** The sets, one of which has the next character if the program matches from this step on. Undefined if it may match without. */
  #firstSets(start: number): number[] | undefined {
    const sets: number[] = [];
    const seen = new Set([start]);
    for (const at of seen) {
      const step = this.#steps[at]!;
      if (step.op === 'match' || step.op === 'look' || step.op === 'atomic') return undefined;
      if (step.op === 'take' || (step.op === 'neighbour' && step.ahead)) sets.push(step.set);
      else if (step.op === 'try') step.targets.forEach((target) => seen.add(target));
      else {
        seen.add(step.next);
        if (step.op === 'progress') seen.add(step.otherwise);
      }
    }
    return sets;
  }
}
