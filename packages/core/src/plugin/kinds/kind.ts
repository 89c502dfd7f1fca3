import { FigmentError } from '../../errors.ts';
import type { Kind, Kinds } from '../spec/v1.ts';
import { builtinKinds } from './builtin.ts';
import type { KindRule } from './kind-rule.ts';

const rules = new Map<string, KindRule<never>>(Object.entries(builtinKinds));

/**
 * Makes a kind known at run time, as `declare module '@figment/core/plugin' { interface Kinds { … } }` makes it known to the compiler.
 * Both are global for the same reason: a kind means the same thing to every model and host. Values must be made of plain objects, arrays,
 * tensors, numbers and text, so that `toHost` can carry them.
 *
 * @throws FigmentError `PLUGIN_INVALID` when the kind is known already
 */
export function registerKind<K extends Kind>(kind: K, rule: KindRule<Kinds[K]>): void {
  const known = rules.get(kind);
  if (known !== undefined && known !== rule) throw new FigmentError('PLUGIN_INVALID', `the kind "${kind}" is registered already.`);
  rules.set(kind, rule);
}

/** All kinds, those registered last. */
export function knownKinds(): readonly string[] {
  return [...rules.keys()];
}

/** Whether a kind is known, built in or registered. */
export function isKind(kind: string): kind is Kind {
  return rules.has(kind);
}

/** @throws FigmentError `INPUT_INVALID` naming the field, what it had and what would be right */
export function checkKind(kind: Kind, value: unknown, name: string): void {
  const rule = ruleOf(kind);
  const problem = rule.problem(value);
  if (problem !== undefined) throw new FigmentError('INPUT_INVALID', `${name} must be ${rule.accepts}, got ${problem}.`);
}

/** Reads what {@link checkKind} can't see: that no number is NaN or out of the kind's range. */
export async function checkKindNumbers(kind: Kind, value: unknown, name: string): Promise<void> {
  const rule = ruleOf(kind);
  const problem = await rule.numbersProblem?.(value as never);
  if (problem !== undefined) throw new FigmentError('INPUT_INVALID', `${name} must be ${rule.accepts}, got ${problem}.`);
}

function ruleOf(kind: Kind): KindRule<never> {
  const rule = rules.get(kind);
  if (rule === undefined) throw new FigmentError('PLUGIN_INVALID', `the kind "${kind}" is not known; known are ${knownKinds().join(', ')}. Add one with registerKind().`);
  return rule;
}
