import { type FieldSpec, type IndexedDataset, pick } from '@figment/core/data';
import { type AnyModelDefinition, learntFields, parseSchema, type Schema, type TokenizerDefinition } from '@figment/core/plugin';

type Written = Pick<IndexedDataset<unknown>, 'fields' | 'title'>;

/** Whether a model of this config learns from what is written in the data, and so learns first what to cut it into. */
export function readsTexts(definition: AnyModelDefinition, config: unknown, { fields, title }: Written): definition is AnyModelDefinition & { readonly tokenizer: TokenizerDefinition } {
  if (definition.tokenizer?.train === undefined || !Object.values(learntFields(definition, fields, title)).some(isWritten)) return false;
  return definition.needsTokenizer?.(parseSchema(definition.config as Schema, config, 'config', 'CONFIG_INVALID')) !== false;
}

/** What is written in the data, and nothing else of it. */
export function onlyWritten(data: IndexedDataset<unknown>): IndexedDataset<unknown> {
  const written = Object.entries<FieldSpec>(data.fields).filter(([, { kind }]) => isWritten(kind)).map(([name]) => name);
  return pick(data as IndexedDataset<Record<string, never>>, ...written);
}

function isWritten(kind: string): boolean {
  return kind === 'text' || kind === 'chat';
}
