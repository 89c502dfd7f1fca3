import type { DataSetDescription, DefinitionDescription, TaskDescription } from '../../workers/protocol/index.ts';

/** Whether a kind of model can learn from a data set. */
export function learnsFrom(definition: DefinitionDescription | undefined, set: DataSetDescription): boolean {
  return definition?.data?.some((fields) => Object.entries(fields).every(([name, kind]) => set.fields[name] === kind)) === true;
}

/** Whether there is something written in a data set. */
export function isWritten(set: Pick<DataSetDescription, 'fields'> | undefined): boolean {
  return set !== undefined && !('image' in set.fields);
}

/** Whether a kind of model learns from what is written. */
export function readsTexts(definition: DefinitionDescription | undefined): boolean {
  return definition?.data?.some((fields) => !('image' in fields)) === true;
}

/** Tasks that can be shown while a model learns from a data set: on its pictures, on beginnings of its texts, on what is said in it. */
export function previewTasks(definition: DefinitionDescription | undefined, set: DataSetDescription | undefined): readonly TaskDescription[] {
  if (definition === undefined || set === undefined) return [];
  if (!isWritten(set)) return definition.tasks.filter(({ output, input }) => output === 'image' && input.every(({ kind }) => kind === 'image'));
  const kind = 'chat' in set.fields ? 'chat' : 'text';
  return definition.tasks.filter(({ output, input }) => output === 'text' && input.length === 1 && input[0]?.kind === kind);
}
