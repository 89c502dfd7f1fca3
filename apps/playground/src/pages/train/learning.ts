import type { DataSetDescription, DefinitionDescription, TaskDescription } from '../../workers/protocol/index.ts';

type Fields = Readonly<Record<string, string>>;

/** What is seen or heard in a data set; beside it stand labels and captions. */
const subjects = ['image', 'audio', 'video'] as const;
export type Subject = (typeof subjects)[number];

/** What an example is of; undefined where it is something written. */
export function subjectOf(fields: Fields | undefined): Subject | undefined {
  return subjects.find((kind) => fields?.[kind] === kind);
}

/** Whether a kind of model can learn from a data set: captions of pictures are no text to learn a language from. */
export function learnsFrom(definition: DefinitionDescription | undefined, set: DataSetDescription): boolean {
  return definition?.data?.some((fields) => subjectOf(fields) === subjectOf(set.fields) && Object.entries(fields).every(([name, kind]) => set.fields[name] === kind)) === true;
}

/** Whether there is something written in a data set. */
export function isWritten(set: Pick<DataSetDescription, 'fields'> | undefined): boolean {
  return set !== undefined && subjectOf(set.fields) === undefined;
}

/** Whether a kind of model learns from what is written. */
export function readsTexts(definition: DefinitionDescription | undefined): boolean {
  return definition?.data?.some((fields) => subjectOf(fields) === undefined) === true;
}

/** What a kind of model learns from, where that is nothing written. */
export function subjectLearnt(definition: DefinitionDescription | undefined): Subject | undefined {
  return subjectOf(definition?.data?.[0]);
}

/**
 * Tasks that can be shown while a model learns from a data set: of nothing, of its pictures, of its captions, of beginnings of its texts, of what
 * is said in it.
 *
 * @param unavailable why a model of this config can't do a task, by task
 */
export function previewTasks(definition: DefinitionDescription | undefined, set: DataSetDescription | undefined, unavailable: Readonly<Record<string, string | undefined>> = {}): readonly TaskDescription[] {
  if (definition === undefined || set === undefined) return [];
  const able = definition.tasks.filter(({ name }) => unavailable[name] === undefined);
  const subject = subjectOf(set.fields);
  if (subject !== undefined) return able.filter(({ output, input }) => output === subject && (input.every(({ kind }) => kind === 'image' && subject === 'image') || (set.fields['text'] === 'text' && input.length === 1 && input[0]?.kind === 'text')));
  const kind = 'chat' in set.fields ? 'chat' : 'text';
  return able.filter(({ output, input }) => output === 'text' && input.length === 1 && input[0]?.kind === kind);
}

/** What is shown unless the user says otherwise: the same pictures again where a model rebuilds them, else what it makes of captions, else of nothing. */
export function usualPreview(tasks: readonly TaskDescription[]): TaskDescription | undefined {
  return tasks.find(({ name }) => name === 'reconstruct')
    ?? tasks.find(({ input }) => input.length === 1 && input[0]?.kind !== 'image')
    ?? tasks.find(({ input }) => input.length === 0)
    ?? tasks.find(({ input }) => input.length === 1) ?? tasks[0];
}
