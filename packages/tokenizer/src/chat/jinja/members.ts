import { Arguments } from './arguments.ts';
import { failed, wrongTemplate } from './failed.ts';
import { Text } from './text.ts';
import { textMethods } from './text-methods.ts';
import { type Callable, type Dict, equal, Float, iterate, Namespace, tuple, typeName, Undefined, type Value } from './values.ts';

const dictMethods: Readonly<Record<string, (dict: Dict) => Callable>> = {
  get: (dict) => (args, named) => {
    const call = new Arguments('get()', args, named);
    const key = call.value(0, 'key');
    return (key instanceof Text ? dict.get(key.value) : undefined) ?? call.value(1, 'default') ?? null;
  },
  items: (dict) => () => Array.from(dict, ([key, value]) => tuple([Text.of(key, 'user'), value])),
  keys: (dict) => () => iterate(dict),
  values: (dict) => () => [...dict.values()],
  copy: (dict) => () => new Map(dict),
};

const listMethods: Readonly<Record<string, (list: readonly Value[]) => Callable>> = {
  copy: (list) => () => list,
  count: (list) => (args) => list.filter((item) => equal(item, args[0] ?? null)).length,
  index: (list) => (args) => {
    const at = list.findIndex((item) => equal(item, args[0] ?? null));
    if (at < 0) throw failed('index: the value is not in the list.');
    return at;
  },
};

/** Methods that would change a value: the sandbox of the reference refuses them, too. */
const changing = new Set(['append', 'extend', 'insert', 'pop', 'popitem', 'remove', 'reverse', 'sort', 'clear', 'update', 'setdefault']);

function methodOf(object: Value, name: string): Callable | undefined {
  if (object instanceof Text) {
    const method = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined;
    return method && ((args, named) => method(object, args, named));
  }
  if (object instanceof Map) return Object.hasOwn(dictMethods, name) ? dictMethods[name]?.(object) : undefined;
  if (Array.isArray(object)) return Object.hasOwn(listMethods, name) ? listMethods[name]?.(object as readonly Value[]) : undefined;
  if (object instanceof Float && name === 'is_integer') return () => Number.isInteger(object.value);
  return undefined;
}

function fieldOf(object: Value, key: Value): Value | undefined {
  if (object instanceof Map) return key instanceof Text ? object.get(key.value) : undefined;
  if (object instanceof Namespace) return key instanceof Text ? object.fields.get(key.value) : undefined;
  if (typeof key === 'number' && (Array.isArray(object) || object instanceof Text)) return iterate(object).at(key);
  return undefined;
}

function described(object: Value, key: Value): string {
  const name = key instanceof Text ? key.value : typeof key === 'number' ? String(key) : typeName(key);
  return `${name} of ${typeName(object)}`;
}

function missing(object: Value, key: Value): Undefined {
  if (object instanceof Undefined) throw failed(`${object.name} is not there, so it has no ${key instanceof Text ? key.value : 'parts'}.`);
  if (key instanceof Text && changing.has(key.value) && (object instanceof Map || Array.isArray(object))) throw wrongTemplate(`${key.value} would change ${typeName(object)}.`);
  return new Undefined(described(object, key));
}

/** `object.name`: a method goes before a field of that name. */
export function attribute(object: Value, name: Text): Value {
  return methodOf(object, name.value) ?? fieldOf(object, name) ?? missing(object, name);
}

/** `object[key]`: a field goes before a method of that name. */
export function item(object: Value, key: Value): Value {
  return fieldOf(object, key) ?? (key instanceof Text ? methodOf(object, key.value) : undefined) ?? missing(object, key);
}

/** `a.b.0`, as filters take it. */
export function along(object: Value, path: Value): Value {
  const steps = path instanceof Text ? path.split('.') : [path];
  return steps.reduce<Value>((value, step) => item(value, step instanceof Text && /^\d+$/.test(step.value) ? Number(step.value) : step), object);
}
