import { unsupported } from './cursor.ts';
import type { Exclusion, Program, Question, Step } from './program.ts';
import type { CharacterSet, Node } from './syntax.ts';

const maxSteps = 20_000;
/** Of loops whose bodies can match nothing, one in another. */
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
    case 'edge':
    case 'look':
      return true;
  }
}

/**
 * Writes a program from its end to its start, so that each step knows the next; undefined if it is for an automaton and takes more.
 *
 * An automaton can't keep a choice that it once made, so its atomic groups are written as plain groups. `(?>X)Y` and `XY` match the same
 * where a failing Y never makes X try something else, or trying leads nowhere. That holds (outer groups first, so that what follows an
 * inner group is all that follows it)
 * - if Y can match the empty string unconditionally: it doesn't fail after X's first match;
 * - if X repeats one set greedily, and nothing in the set can begin Y: whatever X gives back starts with a character of the set, so Y fails there.
 *   Whether sets overlap is not known for all of Unicode, but for each character that a text brings: see `Exclusion`.
 *
 * @throws TokenizerError `PATTERN_UNSUPPORTED`
 */
export function compile(root: Node, source: string, automaton: boolean): Program | undefined {
  const steps: Step[] = [];
  const sets: CharacterSet[] = [];
  const indices = new Map<string, number>();
  const kept: { body: Node; next: number }[] = [];
  let depth = 0;
  let written = 0;
  let looks = 0;

  const push = (step: Step): number => steps.push(step) - 1;

  function index(set: CharacterSet): number {
    const key = `${set.ignoreCase}${set.source}`;
    let found = indices.get(key);
    if (found === undefined) indices.set(key, (found = sets.push(set) - 1));
    return found;
  }

  const write = (node: Node, next: number, back: boolean): number => {
    if (written++ > maxSteps) unsupported(source, `more than ${maxSteps} steps when its repeats are written out`);
    switch (node.type) {
      case 'set':
        return push({ op: 'take', set: index(node.set), back, next });
      case 'sequence':
        return node.items[back ? 'reduce' : 'reduceRight']((after, item) => write(item, after, back), next);
      case 'choice':
        return push({ op: 'try', targets: node.items.map((item) => write(item, next, back)) });
      case 'repeat':
        return repeat(node, next, back);
      case 'edge':
        return push({ op: 'neighbour', ahead: node.ahead, asked: { sets: [], outside: true, negative: false }, next });
      case 'atomic':
        if (back) unsupported(source, 'an atomic group in a look-behind');
        if (automaton) {
          kept.push({ body: node.body, next });
          return write(node.body, next, back);
        }
        return push({ op: 'atomic', body: write(node.body, push({ op: 'match' }), false), next });
      case 'look': {
        const { ahead, negative } = node;
        const body = write(node.body, push({ op: 'match' }), !ahead);
        const asked = question(body, ahead);
        if (asked) return push({ op: 'neighbour', ahead, asked: { ...asked, negative }, next });
        looks++;
        return push({ op: 'look', body, negative, next });
      }
    }
  };

  function repeat({ body, min, max, lazy }: Node & { type: 'repeat' }, next: number, back: boolean): number {
    const either = (again: number): number[] => (lazy ? [next, again] : [again, next]);
    let entry = next;
    let copies = min;
    if (max < Infinity) {
      for (let i = min; i < max; i++) entry = push({ op: 'try', targets: either(write(body, entry, back)) });
    } else {
      const targets: number[] = [];
      entry = push({ op: 'try', targets });
      let again: number;
      if (nullable(body)) {
        if (depth >= maxDepth) unsupported(source, `more than ${maxDepth} loops in one another whose bodies can be empty`);
        const progress = push({ op: 'progress', depth, next: entry, otherwise: next });
        const round = { op: 'round', depth: depth++ } as const;
        again = push({ ...round, next: write(body, progress, back) });
        depth--;
      } else {
        again = write(body, entry, back);
      }
      targets.push(...either(again));
      if (min > 0) {
        entry = again;
        copies--;
      }
    }
    while (copies-- > 0) entry = write(body, entry, back);
    return entry;
  }

  /** The steps reached from a step without taking a character; through questions about the character before only if `asking`. */
  function reached(from: number, asking: boolean): Step[] {
    const seen = new Set([from]);
    for (const at of seen) {
      const step = steps[at]!;
      if (step.op === 'try') step.targets.forEach((target) => seen.add(target));
      else if (step.op === 'progress') seen.add(step.next).add(step.otherwise);
      else if (step.op === 'round' || (asking && step.op === 'neighbour' && !step.ahead)) seen.add(step.next);
    }
    return [...seen].map((at) => steps[at]!);
  }

  const ends = (from: number, asking: boolean): boolean => reached(from, asking).some(({ op }) => op === 'match');

  /** What a lookaround asks, if one neighbouring character decides: `\\S`, `\\s|$`, `\\d+` (one is enough, as nothing has to follow). */
  function question(body: number, ahead: boolean): Question | undefined {
    const sets: number[] = [];
    let outside = false;
    for (const step of reached(body, false)) {
      if (step.op === 'take' && ends(step.next, false)) sets.push(step.set);
      else if (step.op === 'neighbour' && step.ahead === ahead && ends(step.next, false) && !step.asked.negative) {
        sets.push(...step.asked.sets);
        outside ||= step.asked.outside;
      } else if (step.op !== 'try') return undefined;
    }
    return { sets, outside, negative: false };
  }

  const start = write(root, push({ op: 'match' }), false);
  const exclusions: Exclusion[] = [];
  for (const { body, next } of kept) {
    if (ends(next, false)) continue;
    if (ends(next, true) || body.type !== 'repeat' || body.lazy || body.body.type !== 'set') return undefined;
    const following = reached(next, true).flatMap((step): Question[] => {
      if (step.op === 'take') return [{ sets: [step.set], outside: false, negative: false }];
      return step.op === 'neighbour' && step.ahead ? [step.asked] : [];
    });
    exclusions.push({ set: index(body.body.set), following });
  }
  return automaton && looks > 0 ? undefined : { steps, start, sets, exclusions };
}
