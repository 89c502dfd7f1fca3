import { expect, it } from 'vitest';

import type { Field, TaskDescription } from '../../workers/protocol/index.ts';
import { fieldsOf, inputsOf, optionsOf, readsPrompt, waysOf } from './ways.ts';

const field = (name: string): Field => ({ path: [name], label: name, group: undefined, description: undefined, type: 'number', choices: undefined, minimum: 0, maximum: 1000, step: undefined, default: undefined, required: false, maxItems: undefined, advanced: false, alternative: undefined });
const task = (name: string, input: Readonly<Record<string, string>>, options: readonly string[], output = 'image'): TaskDescription => ({
  name, title: name, description: undefined, output, unavailable: undefined, options: options.map(field), input: Object.entries(input).map(([each, kind]) => ({ name: each, kind, shape: undefined, madeBy: undefined })),
});
const said = { prompt: 'red apple', other: 'pie', picture: { from: 'data', data: 'emoji', index: 3 }, mask: undefined } as const;

it('knows tasks by what they are called, take and make, whoever wrote them', () => {
  const tasks = [task('inpaint', { image: 'image', mask: 'mask' }, []), task('chat', { messages: 'chat' }, [], 'text'), task('textToImage', { text: 'text' }, []), task('edit', { sound: 'audio' }, [])];
  expect(waysOf(tasks).map(({ name }) => name)).toEqual(['textToImage', 'inpaint']);
});

it('hands a prompt on as what is given, or as an option', () => {
  const between = task('interpolatePrompts', { from: 'text', to: 'text' }, ['frames', 'negativePrompt']);
  expect(inputsOf(between, said)).toEqual({ from: { from: 'plain', kind: 'text', value: 'red apple' }, to: { from: 'plain', kind: 'text', value: 'pie' } });
  expect(optionsOf(between, { frames: 6, strength: 1 }, said)).toEqual({ frames: 6 });
  const again = task('imageToImage', { image: 'image' }, ['prompt', 'strength']);
  expect(inputsOf(again, said)).toEqual({ image: said.picture });
  expect(optionsOf(again, { strength: 0.5 }, said)).toEqual({ strength: 0.5, prompt: 'red apple' });
  expect([between, again, task('variations', { image: 'image' }, [])].map(readsPrompt)).toEqual([true, true, false]);
});

it('moves long ranges only as far as people do', () => {
  expect(fieldsOf(task('outpaint', { image: 'image' }, ['steps', 'right', 'prompt']), 32).map(({ path, reach }) => [path[0], reach])).toEqual([['steps', [1, 50]], ['right', [0, 32]]]);
});
