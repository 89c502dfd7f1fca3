import { type Analysis, analyse } from './analysis.ts';
import { type Both, empty, type Expression, literal, repeat } from './expression.ts';

/** What is still to come, the next first: a stack of a pushdown automaton. Equal stacks are one object. */
interface Cell {
  readonly id: number;
  readonly head: Head;
  readonly tail: Cell | undefined;
  /** Levels that are open below. */
  readonly depth: number;
  /** Stacks that are this one with something on top. */
  readonly above: Map<Head, Cell>;
  /** The stacks it can become before the next byte: those with bytes on top, and the empty one. */
  opened?: readonly Cell[];
}

/** On top of a stack; `running` is a `both` that is being read. */
type Head = Expression | Running;

interface Running {
  readonly kind: 'running';
  readonly id: number;
  readonly sides: readonly Side[];
  readonly accepts: boolean;
  alive?: boolean;
}

interface Side {
  /** Undefined where nothing can come of it. */
  readonly state: State | undefined;
  readonly negated: boolean;
  readonly any: State | undefined;
}

/** Where a text may stand: all its stacks at once. Equal states are one object. */
export interface State {
  readonly id: number;
  readonly cells: readonly Cell[];
  /** The text may end here. */
  readonly accepts: boolean;
  /** By class of the next byte, as far as it was asked for; null where no text goes on so. */
  readonly next: (State | null | undefined)[];
}

/** Of so many places it is found out whether all conditions can still be met; beyond, that they can is believed. */
const searched = 2000;

/**
 * The pushdown automaton of an expression, made deterministic as far as texts need it: a state is the set of stacks that are possible,
 * as the derivatives of a grammar (Might, Darais, Spiewak 2011, Parsing with Derivatives) with continuations for their terms.
 */
export class Machine {
  analysis: Analysis;
  readonly #root: Expression;
  readonly #bottom: Cell;
  readonly #states = new Map<string, State>();
  readonly #running = new Map<string, Running>();
  readonly #indentation = new Map<string, Expression>();
  readonly #alphabet: readonly number[];
  #ids = 0;
  #start: State | undefined;

  /**
   * @param alphabet which bytes texts can have: 256 flags
   * @throws FigmentError `CONSTRAINT_INVALID` when a rule begins with itself
   */
  constructor(root: Expression, alphabet: Uint8Array) {
    this.#root = root;
    this.#bottom = { id: this.#ids++, head: empty, tail: undefined, depth: 0, above: new Map() };
    const unmet = new Set<Expression>();
    this.analysis = analyse(root, alphabet, unmet);
    this.#alphabet = [...new Set(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => alphabet[byte] !== 0).map((byte) => this.analysis.classes[this.analysis.classOf[byte]!]!))];
    // Conditions that can't be met together make what needs them impossible, too.
    const isUnmet = (condition: Both): boolean => this.analysis.productive.has(condition) && this.#begin(condition) === undefined;
    for (let found = this.analysis.conditions.find(isUnmet); found !== undefined; found = this.analysis.conditions.find(isUnmet)) {
      unmet.add(found);
      this.analysis = analyse(root, alphabet, unmet);
      this.forget();
    }
  }

  /** Before the first byte; undefined if no text fits. */
  get start(): State | undefined {
    return this.#start ??= this.#stateOf(this.#root);
  }

  /** How much it remembers. */
  get size(): number {
    return this.#states.size;
  }

  /** After one more byte; null where no text goes on so. */
  step(state: State, byte: number): State | null {
    return state.next[this.analysis.classOf[byte]!] ??= this.#advance(state, byte) ?? null;
  }

  /** Forgets what it knows of states, so that memory stays bounded. Those that are in use stay right. */
  forget(): void {
    this.#states.clear();
    this.#running.clear();
    this.#bottom.above.clear();
    this.#start = undefined;
  }

  #stateOf(expression: Expression): State | undefined {
    return this.analysis.productive.has(expression) ? this.#intern(this.#open(this.#on(expression, this.#bottom))) : undefined;
  }

  #advance({ cells }: State, byte: number): State | undefined {
    const next: Cell[] = [];
    for (const { head, tail } of cells) {
      if (head.kind === 'bytes' && head.set[byte] !== 0) next.push(...this.#open(tail!));
      if (head.kind === 'running') {
        const after = this.#stepped(head, byte);
        if (after !== undefined) next.push(...this.#open(this.#on(after, tail!)));
      }
    }
    return this.#intern(next);
  }

  #intern(found: readonly Cell[]): State | undefined {
    if (found.length === 0) return undefined;
    const cells = [...new Set(found)].sort((a, b) => a.id - b.id);
    const key = cells.map(({ id }) => id).join();
    let state = this.#states.get(key);
    if (state === undefined) this.#states.set(key, (state = { id: this.#ids++, cells, accepts: cells.includes(this.#bottom), next: [] }));
    return state;
  }

  #on(head: Head, tail: Cell): Cell {
    let cell = tail.above.get(head);
    if (cell === undefined) {
      const depth = tail.depth + (head.kind === 'line' && head.closes ? 1 : 0);
      tail.above.set(head, (cell = { id: this.#ids++, head, tail, depth, above: new Map() }));
    }
    return cell;
  }

  #open(cell: Cell): readonly Cell[] {
    if (cell.opened !== undefined) return cell.opened;
    const { nullable, productive } = this.analysis;
    const found = new Set<Cell>();
    const seen = new Set<Cell>();
    /** Rounds of a repeat that may have begun here already: fewer of them are nothing new. */
    const begun = new Map<Cell, number>();
    const left = [cell];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      const { head, tail } = at;
      if (seen.has(at)) continue;
      seen.add(at);
      if (tail === undefined) {
        found.add(at);
        continue;
      }
      switch (head.kind) {
        case 'bytes':
          found.add(at);
          break;
        case 'sequence':
          left.push(head.items.reduceRight<Cell>((rest, item) => this.#on(item, rest), tail));
          break;
        case 'choice':
          for (const item of head.items) if (productive.has(item)) left.push(this.#on(item, tail));
          break;
        case 'rule':
          left.push(this.#on(head.body, tail));
          break;
        case 'repeat': {
          const { body, min, max } = head;
          const optional = min === 0 || nullable.has(body);
          if (optional) left.push(tail);
          const again = this.#on(body, tail);
          if (!productive.has(body) || (optional && (begun.get(again) ?? 0) >= max)) break;
          if (optional) begun.set(again, max);
          head.rest ??= max === Infinity && min === 0 ? head : repeat(body, Math.max(min - 1, 0), max - 1);
          left.push(this.#on(body, head.rest === empty ? tail : this.#on(head.rest, tail)));
          break;
        }
        case 'line':
          left.push(this.#on(this.#line(head.indent.repeat(tail.depth)), tail));
          break;
        case 'both': {
          const running = this.#begin(head);
          if (running !== undefined) left.push(this.#on(running, tail));
          break;
        }
        case 'running':
          found.add(at);
          if (head.accepts) left.push(tail);
          break;
        default: head satisfies never;
      }
    }
    return cell.opened = [...found];
  }

  #line(indentation: string): Expression {
    const made = this.#indentation.get(indentation) ?? literal(`\n${indentation}`);
    this.#indentation.set(indentation, made);
    return made;
  }

  #begin({ parts }: Both): Running | undefined {
    return this.#run(parts.map(({ of, negated, any }) => ({ state: this.#stateOf(of), negated, any: any && this.#stateOf(any) })));
  }

  /** Undefined where no text can meet all conditions. */
  #run(sides: readonly Side[]): Running | undefined {
    const running = this.#sides(sides);
    return running !== undefined && this.#isAlive(running) ? running : undefined;
  }

  #stepped(running: Running, byte: number): Running | undefined {
    return this.#run(this.#sidesAfter(running, byte));
  }

  #sidesAfter({ sides }: Running, byte: number): Side[] {
    return sides.map(({ state, negated, any }) => ({ state: (state && this.step(state, byte)) ?? undefined, negated, any }));
  }

  #sides(sides: readonly Side[]): Running | undefined {
    if (sides.some(isLost)) return undefined;
    const key = sides.map(({ state, negated }) => `${negated ? '!' : ''}${state?.id ?? ''}`).join();
    let running = this.#running.get(key);
    if (running === undefined) {
      const accepts = sides.every(({ state, negated }) => (state?.accepts === true) !== negated);
      this.#running.set(key, (running = { kind: 'running', id: this.#ids++, sides, accepts }));
    }
    return running;
  }

  /** Whether some text leads from here to where all conditions are met. */
  #isAlive(running: Running): boolean {
    if (running.alive !== undefined) return running.alive;
    /** What was met, and from where. */
    const met = new Map<Running, Running | undefined>([[running, undefined]]);
    const left = [running];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (at.accepts || at.alive === true || met.size >= searched) {
        for (let on: Running | undefined = at; on !== undefined; on = met.get(on)) on.alive = true;
        return true;
      }
      for (const byte of this.#alphabet) {
        const next = this.#sides(this.#sidesAfter(at, byte));
        if (next === undefined || next.alive === false || met.has(next)) continue;
        met.set(next, at);
        left.push(next);
      }
    }
    for (const each of met.keys()) each.alive = false;
    return false;
  }
}

/** Whether no text can meet the condition any more. */
function isLost({ state, negated, any }: Side): boolean {
  return negated ? state !== undefined && any?.cells.every((cell) => state.cells.includes(cell)) === true : state === undefined;
}
