import { FigmentError } from '../errors.ts';
import { checkTokenizerDefinition } from './check-tokenizer.ts';
import { isKind, knownKinds } from './kinds/kind.ts';
import { checkSchemaIsOne } from './schema/check-schema-is-one.ts';
import { isObject } from './schema/mismatch.ts';
import { shown } from './schema/path.ts';
import type { AnyModelDefinition, TaskSpec } from './spec/v1.ts';

const identifier = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;
const identifierRule = 'owner/name in small letters, digits, ".", "_" or "-", e.g. "acme/lstm"';

/** @throws FigmentError `PLUGIN_INVALID` */
export function checkId(id: unknown, name: string): asserts id is `${string}/${string}` {
  if (typeof id !== 'string' || !identifier.test(id)) throw new FigmentError('PLUGIN_INVALID', `${name} must be ${identifierRule}, got ${shown(id)}.`);
}

/**
 * Checks at run time what the types promise, for definitions that were written or loaded without them.
 *
 * @throws FigmentError `PLUGIN_INVALID` naming the field, what it had and what would be right
 */
export function checkDefinition(definition: AnyModelDefinition): void {
  if (!isObject(definition)) throw new FigmentError('PLUGIN_INVALID', `a model definition must be an object, as defineModel() takes it, got ${shown(definition)}.`);
  checkId(definition.id, 'the id of a model');
  const name = (field: string): string => `${field} of ${definition.id}`;
  checkTitle(definition.title, name('title'));
  checkSchemaIsOne(definition.config, name('config'));
  if (typeof (definition as { create?: unknown }).create !== 'function') throw new FigmentError('PLUGIN_INVALID', `${name('create')} must be a function.`);
  const { data, tokenizer } = definition;
  if (data !== undefined) {
    checkKinds(data.fields, name('data.fields'));
    for (const [i, fields] of (data.alternatives ?? []).entries()) checkKinds(fields, name(`data.alternatives[${i}]`));
    if (data.batch !== undefined) checkKinds(data.batch, name('data.batch'));
  }
  if (tokenizer !== undefined) checkTokenizerDefinition(tokenizer as unknown as Readonly<Record<string, unknown>>);
  const { tasks } = definition as { tasks: unknown };
  if (!isObject(tasks)) throw new FigmentError('PLUGIN_INVALID', `${name('tasks')} must be an object of tasks by name, got ${shown(tasks)}.`);
  for (const [task, spec] of Object.entries(tasks as Record<string, TaskSpec>)) {
    if (!isObject(spec)) throw new FigmentError('PLUGIN_INVALID', `${name(`tasks.${task}`)} must be a task, as task() makes it, got ${shown(spec)}.`);
    checkTitle(spec.title, name(`tasks.${task}.title`));
    checkKinds(spec.input, name(`tasks.${task}.input`));
    checkKinds({ output: spec.output }, name(`tasks.${task}`));
    checkSchemaIsOne(spec.options, name(`tasks.${task}.options`));
  }
}

export function checkTitle(title: unknown, name: string): void {
  if (typeof title !== 'string' || title.trim() === '') throw new FigmentError('PLUGIN_INVALID', `${name} must be text for people to read, got ${shown(title)}.`);
}

function checkKinds(fields: unknown, name: string): void {
  if (!isObject(fields)) throw new FigmentError('PLUGIN_INVALID', `${name} must be an object of kinds by name, got ${shown(fields)}.`);
  for (const [field, kind] of Object.entries(fields)) {
    if (typeof kind !== 'string' || !isKind(kind)) {
      throw new FigmentError('PLUGIN_INVALID', `${field} in ${name} must be a kind (${knownKinds().join(', ')}), got ${shown(kind)}. Add a kind with registerKind().`);
    }
  }
}
