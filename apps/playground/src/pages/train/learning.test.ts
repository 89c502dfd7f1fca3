import { expect, it } from 'vitest';

import type { DataSetDescription, DefinitionDescription, TaskDescription } from '../../workers/protocol/index.ts';
import { learnsFrom, previewTasks, usualPreview } from './learning.ts';

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

const painter = { data: [{ image: 'image' }, { image: 'image', text: 'text' }], tasks: [{ ...task('generate', '', 'image'), input: [] }, task('paint', 'text', 'image'), task('vary', 'image', 'image')] } as unknown as DefinitionDescription;
const sounds = { data: [{ audio: 'audio' }], tasks: [{ ...task('generate', '', 'audio'), input: [] }] } as unknown as DefinitionDescription;

it('learns no language from captions of pictures', () => {
  const captioned = set({ image: 'image', text: 'text' });
  expect([language, pictures, painter, sounds].map((definition) => learnsFrom(definition, captioned))).toEqual([false, true, true, false]);
});

it('shows what a model makes of captions where there are some and it reads them, else of nothing', () => {
  const usual = (fields: Record<string, string>, unavailable?: Record<string, string>) => usualPreview(previewTasks(painter, set(fields), unavailable))?.name;
  expect(usual({ image: 'image', text: 'text' })).toBe('paint');
  expect(usual({ image: 'image', text: 'text' }, { paint: 'it reads no captions.' })).toBe('generate');
  expect(usual({ image: 'image' })).toBe('generate');
  expect(usualPreview(previewTasks(sounds, set({ audio: 'audio', text: 'text' })))?.name).toBe('generate');
});
