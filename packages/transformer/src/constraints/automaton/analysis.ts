import { FigmentError } from '@figment/core';

import { type Both, bytes, type Expression } from './expression.ts';

/** What has to be known of an expression and all its parts before texts are read with it. */
export interface Analysis {
  /** What the empty text fits. */
  readonly nullable: ReadonlySet<Expression>;
  /** What some text fits, in the bytes there are. */
  readonly productive: ReadonlySet<Expression>;
  /** The class of each byte: bytes that no set tells apart are of one class. */
  readonly classOf: Uint8Array;
  /** A byte of each class. */
  readonly classes: readonly number[];
  /** All that are of several conditions, parts first. */
  readonly conditions: readonly Both[];
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'sequence':
    case 'choice': return expression.items;
    case 'repeat':
    case 'rule': return [expression.body];
    case 'both': return expression.parts.map(({ of }) => of);
    case 'bytes':
    case 'line': return [];
    default: return expression satisfies never;
  }
}

/**
 * @param alphabet the bytes there are: 256 flags
 * @param unmet whose conditions no text can meet
 * @throws FigmentError `CONSTRAINT_INVALID` when a rule begins with itself
 */
export function analyse(root: Expression, alphabet: Uint8Array, unmet: ReadonlySet<Expression>): Analysis {
  const all = everyPart(root);
  const nullable = least(all, (expression, is) => {
    switch (expression.kind) {
      case 'sequence': return expression.items.every(is);
      case 'choice': return expression.items.some(is);
      case 'repeat': return expression.min === 0 || is(expression.body);
      case 'rule': return is(expression.body);
      case 'both': return expression.parts.every(({ of, negated }) => is(of) !== negated);
      case 'bytes':
      case 'line': return false;
      default: return expression satisfies never;
    }
  });
  refuseLeftRecursion(all, nullable);
  const productive = least(all, (expression, is) => {
    switch (expression.kind) {
      case 'bytes': return expression.set.some((flag, byte) => flag !== 0 && alphabet[byte] !== 0);
      case 'line': return Array.from(`\n${expression.indent}`).every((character) => alphabet[character.charCodeAt(0)] !== 0);
      case 'sequence': return expression.items.every(is);
      case 'choice': return expression.items.some(is);
      case 'repeat': return expression.min === 0 || is(expression.body);
      case 'rule': return is(expression.body);
      case 'both': return !unmet.has(expression) && expression.parts.every(({ of, negated }) => negated || is(of));
      default: return expression satisfies never;
    }
  });
  return { nullable, productive, ...byteClasses(all), conditions: all.filter((part) => part.kind === 'both') };
}

/** Each after its parts, but for those that hold themselves. */
function everyPart(root: Expression): Expression[] {
  const seen = new Set<Expression>([root]);
  const order: Expression[] = [];
  const open: { readonly expression: Expression; readonly left: Iterator<Expression, undefined> }[] = [{ expression: root, left: partsOf(root)[Symbol.iterator]() }];
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const next = at.left.next();
    if (next.done === true) {
      open.pop();
      order.push(at.expression);
    } else if (!seen.has(next.value)) {
      seen.add(next.value);
      open.push({ expression: next.value, left: partsOf(next.value)[Symbol.iterator]() });
    }
  }
  return order;
}

/** The smallest set that a property leads to. */
function least(all: readonly Expression[], holds: (expression: Expression, is: (part: Expression) => boolean) => boolean): Set<Expression> {
  const found = new Set<Expression>();
  const is = (part: Expression): boolean => found.has(part);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const expression of all) if (!found.has(expression) && holds(expression, is)) found.add(expression);
  }
  return found;
}

/** What an expression can begin with. */
function heads(expression: Expression, nullable: ReadonlySet<Expression>): readonly Expression[] {
  if (expression.kind !== 'sequence') return partsOf(expression);
  const { items } = expression;
  const first = items.findIndex((item) => !nullable.has(item));
  return first < 0 ? items : items.slice(0, first + 1);
}

/** A stack of such a rule would grow without a byte being read. */
function refuseLeftRecursion(all: readonly Expression[], nullable: ReadonlySet<Expression>): void {
  const done = new Set<Expression>();
  for (const root of all) {
    if (root.kind !== 'rule' || done.has(root)) continue;
    const path: { readonly expression: Expression; readonly left: Expression[] }[] = [{ expression: root, left: [...heads(root, nullable)] }];
    const open = new Set<Expression>([root]);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = at.left.pop();
      if (next === undefined) {
        path.pop();
        open.delete(at.expression);
        done.add(at.expression);
      } else if (open.has(next)) {
        const names = path.slice(path.findIndex(({ expression }) => expression === next)).flatMap(({ expression }) => (expression.kind === 'rule' ? [expression.name] : []));
        throw new FigmentError('CONSTRAINT_INVALID', `rule ${names[0] ?? ''} begins with itself (${[...names, names[0] ?? ''].join(' -> ')}): write what it repeats with * or +, or let it end with itself.`);
      } else if (!done.has(next)) {
        open.add(next);
        path.push({ expression: next, left: [...heads(next, nullable)] });
      }
    }
  }
}

function byteClasses(all: readonly Expression[]): Pick<Analysis, 'classOf' | 'classes'> {
  const classOf = new Uint8Array(256);
  let classes = [0];
  const split = (set: Uint8Array): void => {
    const renamed = new Map<number, number>();
    classes = [];
    for (let byte = 0; byte < 256; byte++) {
      const key = classOf[byte]! * 2 + set[byte]!;
      let name = renamed.get(key);
      if (name === undefined) renamed.set(key, (name = classes.push(byte) - 1));
      classOf[byte] = name;
    }
  };
  const sets = new Map<string, Uint8Array>();
  for (const expression of all) {
    if (expression.kind === 'bytes') sets.set(expression.set.join(''), expression.set);
    if (expression.kind === 'line') for (const code of [10, 32]) sets.set(String(code), bytes(code).set);
  }
  sets.forEach(split);
  return { classOf, classes };
}
