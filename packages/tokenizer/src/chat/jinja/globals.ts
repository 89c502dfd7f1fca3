import { Arguments } from './arguments.ts';
import { failed } from './failed.ts';
import { str } from './python-text.ts';
import { strftime } from './strftime.ts';
import { ours } from './text.ts';
import { type Callable, type Dict, iterate, type Named, Namespace, typeName, type Value } from './values.ts';

/** As the sandbox of the reference has it. */
const LONGEST_RANGE = 100_000;

function range(args: readonly Value[]): Value[] {
  const [a, b, step = 1] = args.map((value) => {
    if (typeof value !== 'number') throw failed(`range takes whole numbers, got ${typeName(value)}.`);
    return value;
  });
  const [start, stop] = b === undefined ? [0, a ?? 0] : [a ?? 0, b];
  const count = step === 0 ? Infinity : Math.max(0, Math.ceil((stop - start) / step));
  if (count > LONGEST_RANGE) throw failed(`range gives at most ${LONGEST_RANGE} numbers, got ${args.map((value) => str(value).value).join(', ')}.`);
  return Array.from({ length: count }, (_, i) => start + i * step);
}

/** `dict(other, name=value)`. */
function dict(args: readonly Value[], named: Named): Dict {
  const [source] = args;
  const pairs = source === undefined ? [] : source instanceof Map ? [...source] : iterate(source).map((pair) => {
    const [key = null, value = null] = iterate(pair);
    return [str(key).value, value] as const;
  });
  return new Map([...pairs, ...named]);
}

function cycler(args: readonly Value[]): Value {
  let at = 0;
  const fields = new Map<string, Value>([['current', args[0] ?? null]]);
  fields.set('next', () => {
    const value = args[at] ?? null;
    at = (at + 1) % args.length;
    fields.set('current', args[at] ?? null);
    return value;
  });
  fields.set('reset', () => {
    at = 0;
    fields.set('current', args[0] ?? null);
    return null;
  });
  return new Namespace(fields);
}

function joiner(args: readonly Value[], named: Named): Callable {
  const separator = new Arguments('joiner()', args, named).text(0, 'sep', ours(', '));
  let used = false;
  return () => {
    const value = used ? separator : ours('');
    used = true;
    return value;
  };
}

/** What every template can call, besides its variables. */
export function globals(now: () => Date): Map<string, Value> {
  return new Map<string, Value>([
    ['range', range],
    ['dict', dict],
    ['cycler', cycler],
    ['joiner', joiner],
    ['namespace', (args, named) => new Namespace(dict(args, named))],
    ['raise_exception', (args) => { throw failed(str(args[0] ?? null).value); }],
    ['strftime_now', (args, named) => ours(strftime(now(), new Arguments('strftime_now()', args, named).text(0, 'format').value))],
  ]);
}

