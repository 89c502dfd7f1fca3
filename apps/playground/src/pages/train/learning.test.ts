import { expect, it } from 'vitest';

import type { DataSetDescription, DefinitionDescription, TaskDescription } from '../../workers/protocol/index.ts';
import { learnsFrom, previewTasks } from './learning.ts';

const task = (name: string, kind: string, output: string) => ({ name, output, input: [{ name: 'it', kind }] }) as unknown as TaskDescription;
const language = { data: [{ text: 'text' }, { chat: 'chat' }], tasks: [task('complete', 'text', 'text'), task('chat', 'chat', 'text'), task('score', 'text', 'likelihood')] } as unknown as DefinitionDescription;
const pictures = { data: [{ image: 'image' }], tasks: [task('rebuild', 'image', 'image')] } as unknown as DefinitionDescription;
const set = (fields: Record<string, string>) => ({ fields }) as unknown as DataSetDescription;

it('offers a model what it can learn from', () => {
  expect([{ text: 'text' }, { chat: 'chat' }, { image: 'image' }, { source: 'text', target: 'text' }].map((fields) => learnsFrom(language, set(fields)))).toEqual([true, true, false, false]);
  expect(learnsFrom(pictures, set({ image: 'image' }))).toBe(true);
});

it('shows what the data give to a task', () => {
  const names = (definition: DefinitionDescription, fields: Record<string, string>) => previewTasks(definition, set(fields)).map(({ name }) => name);
  expect(names(language, { text: 'text' })).toEqual(['complete']);
  expect(names(language, { chat: 'chat' })).toEqual(['chat']);
  expect(names(pictures, { image: 'image' })).toEqual(['rebuild']);
});
