import { Arguments, entry } from './arguments.ts';
import { failed, wrongTemplate } from './failed.ts';
import { filters } from './filters.ts';
import { attribute, item } from './members.ts';
import { operate, sliced } from './operators.ts';
import type { Scope } from './scope.ts';
import { type Call, type Identifier, type Node, testPrefix } from './syntax.ts';
import { tests } from './tests.ts';
import { ours, Text } from './text.ts';
import { type Callable, type Dict, Float, iterate, numeric, truth, tuple, typeName, Undefined, type Value } from './values.ts';

/** Arguments of a call: those by place, and those by name. */
export interface Given {
  readonly args: Value[];
  readonly named: Map<string, Value>;
}

/** The value of an expression. */
export function evaluate(node: Node, scope: Scope): Value {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are statements
  switch (node.type) {
    case 'Identifier': return named(node, scope);
    case 'StringLiteral': return ours(node.value);
    case 'IntegerLiteral': return node.value;
    case 'FloatLiteral': return new Float(node.value);
    case 'ArrayLiteral': return node.value.map((each) => evaluate(each, scope));
    case 'TupleLiteral': return tuple(node.value.map((each) => evaluate(each, scope)));
    case 'ObjectLiteral': return dictionary(node.value, scope);
    case 'MemberExpression': return member(node, scope);
    case 'CallExpression': {
      const { args, named: names } = given(node.args, scope);
      return call(evaluate(node.callee, scope), args, names);
    }
    case 'BinaryExpression': return binary(node, scope);
    case 'UnaryExpression': return unary(node.operator.value, evaluate(node.argument, scope));
    case 'FilterExpression': return filtered(evaluate(node.operand, scope), node.filter, scope);
    case 'Ternary': return evaluate(truth(evaluate(node.condition, scope)) ? node.trueExpr : node.falseExpr, scope);
    case 'SelectExpression': return truth(evaluate(node.test, scope)) ? evaluate(node.lhs, scope) : new Undefined('the value of an if without else');
    default: throw wrongTemplate(`${node.type} can not stand in an expression.`);
  }
}

const constants: Readonly<Record<string, Value>> = { true: true, True: true, false: false, False: false, none: null, None: null };

function named({ value: name }: Identifier, scope: Scope): Value {
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  return constant === undefined ? scope.get(name) : constant;
}

function dictionary(entries: ReadonlyMap<Node, Node>, scope: Scope): Dict {
  return new Map(Array.from(entries, ([key, value]) => {
    const name = evaluate(key, scope);
    if (!(name instanceof Text)) throw failed(`the keys of a dictionary must be texts, got ${typeName(name)}.`);
    return [name.value, evaluate(value, scope)] as const;
  }));
}

function member({ object, property, computed }: Node & { readonly type: 'MemberExpression' }, scope: Scope): Value {
  const value = evaluate(object, scope);
  if (!computed) return property.type === 'Identifier' ? attribute(value, ours(property.value)) : item(value, evaluate(property, scope));
  if (property.type !== 'SliceExpression') return item(value, evaluate(property, scope));
  return sliced(value, [property.start, property.stop, property.step].map((bound) => (bound === undefined ? null : evaluate(bound, scope))));
}

/** Arguments as a call writes them, `*list` and `**dictionary` unpacked. */
export function given(nodes: readonly Node[], scope: Scope): Given {
  const args: Value[] = [];
  const names = new Map<string, Value>();
  for (const node of nodes) {
    if (node.type === 'KeywordArgumentExpression') names.set(node.key.value, evaluate(node.value, scope));
    else if (node.type === 'SpreadExpression') args.push(...iterate(evaluate(node.argument, scope)));
    else if (node.type === 'KeywordSpreadExpression') {
      const value = evaluate(node.argument, scope);
      if (!(value instanceof Map)) throw failed(`only a dictionary can be unpacked by **, got ${typeName(value)}.`);
      for (const [name, each] of value) names.set(name, each);
    } else args.push(evaluate(node, scope));
  }
  return { args, named: names };
}

/** Calls a function. */
export function call(callee: Value, args: readonly Value[], names: ReadonlyMap<string, Value>): Value {
  if (typeof callee === 'function') return (callee as Callable)(args, names);
  if (callee instanceof Undefined) throw wrongTemplate(`${callee.name} is not known, so it can not be called.`);
  throw failed(`${typeName(callee)} can not be called.`);
}

function binary({ operator: { value: operator }, left, right }: Node & { readonly type: 'BinaryExpression' }, scope: Scope): Value {
  const a = evaluate(left, scope);
  if (operator === 'and') return truth(a) ? evaluate(right, scope) : a;
  if (operator === 'or') return truth(a) ? a : evaluate(right, scope);
  return operate(operator, a, evaluate(right, scope));
}

function unary(operator: string, value: Value): Value {
  if (operator === 'not') return !truth(value);
  const x = numeric(value);
  if (x === undefined) throw failed(`only a number has a sign, got ${typeName(value)}.`);
  const signed = operator === '-' ? -x : x;
  return value instanceof Float ? new Float(signed) : signed;
}

/** `value | name(args)`; a test, which stands among the filters, gives true or false. */
export function filtered(value: Value, filter: Identifier | Call, scope: Scope): Value {
  const name = ((filter.type === 'CallExpression' ? filter.callee : filter) as Identifier).value;
  const { args, named: names } = given(filter.type === 'CallExpression' ? filter.args : [], scope);
  if (!name.startsWith(testPrefix)) return entry(filters, ours(name), 'filter')(value, new Arguments(name, args, names), args, names);
  const test = name.slice(testPrefix.length);
  const negated = test.startsWith('not ');
  return entry(tests, ours(negated ? test.slice(4) : test), 'test')(value, args) !== negated;
}
