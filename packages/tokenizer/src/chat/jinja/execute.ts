import { call, evaluate, filtered, given } from './evaluate.ts';
import { failed } from './failed.ts';
import { str } from './python-text.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import { type Call, generationName, type Identifier, type Node } from './syntax.ts';
import { type Callable, equal, iterate, Namespace, truth, tuple, typeName, Undefined, type Value } from './values.ts';

/** What ended a block early. */
type Ending = 'Break' | 'Continue' | undefined;

/** Runs statements: what they write goes to the run. */
export function execute(nodes: readonly Node[], scope: Scope, run: Run): Ending {
  for (const node of nodes) {
    const ending = statement(node, scope, run);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

function statement(node: Node, scope: Scope, run: Run): Ending {
  run.step();
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- what is left are expressions, whose values are written
  switch (node.type) {
    case 'If': return execute(truth(evaluate(node.test, scope)) ? node.body : node.alternate, scope, run);
    case 'For': loop(node, scope, run); return undefined;
    case 'Break': case 'Continue': return node.type;
    case 'Comment': return undefined;
    case 'Set':
      assign(node.assignee, node.value === null ? run.capture(() => { execute(node.body, new Scope(scope), run); }) : evaluate(node.value, scope), scope);
      return undefined;
    case 'Macro':
      scope.set(node.name.value, macro(node.name.value, node.args, node.body, scope, run));
      return undefined;
    case 'CallStatement': callBlock(node.call, node.callerArgs ?? [], node.body, scope, run); return undefined;
    case 'FilterStatement': {
      const inner = new Scope(scope);
      const text = run.capture(() => { execute(node.body, inner, run); });
      run.write(str(filtered(text, node.filter, inner)));
      return undefined;
    }
    default:
      run.write(str(evaluate(node, scope)));
      return undefined;
  }
}

/** `{% set a = … %}`, `{% set a, b = … %}`, `{% set namespace.a = … %}`, and a loop's `a, b`. */
function assign(target: Node, value: Value, scope: Scope): void {
  if (target.type === 'Identifier') scope.set(target.value, value);
  else if (target.type === 'TupleLiteral') {
    const values = iterate(value);
    if (values.length !== target.value.length) throw failed(`${target.value.length} names can not be given ${values.length} values.`);
    for (const [i, each] of target.value.entries()) assign(each, values[i] as Value, scope);
  } else if (target.type === 'MemberExpression' && target.property.type === 'Identifier' && !target.computed) {
    const object = evaluate(target.object, scope);
    if (!(object instanceof Namespace)) throw failed(`only the fields of a namespace can be set, got ${typeName(object)}.`);
    object.fields.set(target.property.value, value);
  } else throw failed('a value can only be set to a name or a field of a namespace.');
}

/** A loop; each turn has a scope of its own. */
function loop({ loopvar, iterable, body, defaultBlock }: Node & { readonly type: 'For' }, scope: Scope, run: Run): void {
  const [source, test] = iterable.type === 'SelectExpression' ? [iterable.lhs, iterable.test] : [iterable, undefined];
  const turn = (value: Value): Scope => {
    const inner = new Scope(scope);
    assign(loopvar, value, inner);
    return inner;
  };
  const all = iterate(evaluate(source, scope));
  const values = test === undefined ? all : all.filter((value) => truth(evaluate(test, turn(value))));
  if (values.length === 0) execute(defaultBlock, new Scope(scope), run);
  let previous: readonly Value[] | undefined;
  const changed: Callable = (args) => {
    const same = previous?.length === args.length && args.every((value, i) => equal(value, previous?.[i] as Value));
    previous = args;
    return !same;
  };
  for (const [i, value] of values.entries()) {
    run.step();
    const inner = turn(value);
    inner.set('loop', new Map<string, Value>([
      ['index', i + 1], ['index0', i], ['revindex', values.length - i], ['revindex0', values.length - i - 1],
      ['first', i === 0], ['last', i === values.length - 1], ['length', values.length],
      ['previtem', values[i - 1] ?? (i > 0 ? null : new Undefined('the item before the first'))],
      ['nextitem', values[i + 1] ?? (i < values.length - 1 ? null : new Undefined('the item behind the last'))],
      ['cycle', (args) => args[i % args.length] ?? null], ['changed', changed],
    ]));
    if (execute(body, inner, run) === 'Break') break;
  }
}

/** A macro sees the names where it stands, not those where it is called. */
function macro(name: string, parameters: readonly Node[], body: readonly Node[], scope: Scope, run: Run): Callable {
  const takes = new Set(['varargs', 'kwargs', 'caller'].filter((special) => mentions(body, special)));
  return (args, named) => {
    run.step();
    const inner = new Scope(scope);
    const rest = new Map(named);
    for (const [i, parameter] of parameters.entries()) {
      const [key, otherwise] = parameter.type === 'KeywordArgumentExpression' ? [parameter.key.value, parameter.value] : [(parameter as Identifier).value, undefined];
      const value = i < args.length ? args[i] : rest.get(key);
      if (i >= args.length) rest.delete(key);
      inner.set(key, value ?? (value === null ? null : otherwise === undefined ? new Undefined(key) : evaluate(otherwise, inner)));
    }
    inner.set('caller', rest.get('caller') ?? new Undefined('caller'));
    rest.delete('caller');
    if (args.length > parameters.length && !takes.has('varargs')) throw failed(`the macro ${name} takes at most ${parameters.length} arguments, got ${args.length}.`);
    if (rest.size > 0 && !takes.has('kwargs')) throw failed(`the macro ${name} takes no argument ${[...rest.keys()].join(', ')}.`);
    if (takes.has('varargs')) inner.set('varargs', tuple(args.slice(parameters.length)));
    if (takes.has('kwargs')) inner.set('kwargs', rest);
    return run.capture(() => { execute(body, inner, run); });
  };
}

function mentions(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ((node as { type?: unknown }).type === 'Identifier' && (node as { value?: unknown }).value === name) return true;
  return (node instanceof Map ? [...node].flat() : Object.values(node)).some((child) => mentions(child, name));
}

/** `{% call f() %}…{% endcall %}`: the body is what `caller()` writes. `{% generation %}` is such a block, whose place is noted. */
function callBlock({ callee, args: nodes }: Call, parameters: readonly Node[], body: readonly Node[], scope: Scope, run: Run): void {
  const caller = macro('caller', parameters, body, scope, run);
  if (callee.type === 'Identifier' && callee.value === generationName) {
    const generated = str(caller([], new Map()));
    run.generated(generated.value.length);
    run.write(generated);
    return;
  }
  const { args, named } = given(nodes, scope);
  run.write(str(call(evaluate(callee, scope), args, named.set('caller', caller))));
}
