import { failed } from './failed.ts';
import { str } from './python-text.ts';
import { Text } from './text.ts';
import { compare, equal, Float, iterate, numeric, Tuple, tuple, typeName, Undefined, type Value } from './values.ts';

/** A whole number where both are, else a Float. */
function number(value: number, a: Value, b: Value): Value {
  return a instanceof Float || b instanceof Float ? new Float(value) : value;
}

/** Python's binary operators that evaluate both sides; `and` and `or` don't. */
export function operate(operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case '==': return equal(a, b);
    case '!=': return !equal(a, b);
    case '<': return compare(a, b) < 0;
    case '<=': return compare(a, b) <= 0;
    case '>': return compare(a, b) > 0;
    case '>=': return compare(a, b) >= 0;
    case 'in': return contains(b, a);
    case 'not in': return !contains(b, a);
    case '~': return Text.join([str(a), str(b)]);
    default: return arithmetic(operator, a, b);
  }
}

function arithmetic(operator: string, a: Value, b: Value): Value {
  const [x, y] = [numeric(a), numeric(b)];
  if (x !== undefined && y !== undefined) {
    if (y === 0 && ['/', '//', '%'].includes(operator)) throw failed('a division by zero.');
    switch (operator) {
      case '+': return number(x + y, a, b);
      case '-': return number(x - y, a, b);
      case '*': return number(x * y, a, b);
      case '/': return new Float(x / y);
      case '//': return number(Math.floor(x / y), a, b);
      case '%': return number(x - y * Math.floor(x / y), a, b);
      case '**': return y < 0 ? new Float(x ** y) : number(x ** y, a, b);
    }
  }
  if (operator === '+' && a instanceof Text && b instanceof Text) return Text.join([a, b]);
  if (operator === '+' && Array.isArray(a) && Array.isArray(b) && (a instanceof Tuple) === (b instanceof Tuple)) return (a as readonly Value[]).concat(b as readonly Value[]);
  if (operator === '*') {
    const [sequence, times] = typeof a === 'number' ? [b, a] : [a, b];
    if (sequence instanceof Text && typeof times === 'number') return sequence.repeat(times);
    if (Array.isArray(sequence) && typeof times === 'number') {
      if (sequence.length * times > 1e6) throw failed(`a list of ${sequence.length * times} items.`);
      const items = sequence as readonly Value[];
      return Array.from({ length: Math.max(0, times) * items.length }, (_, i) => items[i % items.length] as Value);
    }
  }
  throw failed(`${typeName(a)} ${operator} ${typeName(b)} is not possible.`);
}

function contains(container: Value, item: Value): boolean {
  if (container instanceof Text) {
    if (!(item instanceof Text)) throw failed(`only a text can be in a text, got ${typeName(item)}.`);
    return container.value.includes(item.value);
  }
  if (container instanceof Map) return item instanceof Text && container.has(item.value);
  if (container instanceof Undefined) return false;
  return iterate(container).some((each) => equal(each, item));
}

/** `value[start:stop:step]` of a text or a list. */
export function sliced(value: Value, bounds: readonly Value[]): Value {
  if (value instanceof Undefined || !(value instanceof Text || Array.isArray(value))) throw failed(`${typeName(value)} has no parts.`);
  const items = iterate(value);
  const [start, stop, step] = bounds.map((bound) => {
    if (bound === null || bound instanceof Undefined) return undefined;
    if (typeof bound !== 'number') throw failed(`the bounds of a part must be whole numbers, got ${typeName(bound)}.`);
    return bound;
  });
  const by = step ?? 1;
  if (by === 0) throw failed('the step of a part must not be 0.');
  const [least, most] = by > 0 ? [0, items.length] : [-1, items.length - 1];
  const clamp = (bound: number | undefined, otherwise: number): number => (bound === undefined ? otherwise : Math.min(most, Math.max(least, bound < 0 ? bound + items.length : bound)));
  const [from, to] = by > 0 ? [clamp(start, 0), clamp(stop, items.length)] : [clamp(start, items.length - 1), clamp(stop, -1)];
  const found: Value[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) found.push(items[i] as Value);
  return value instanceof Text ? Text.join(found as Text[]) : value instanceof Tuple ? tuple(found) : found;
}
