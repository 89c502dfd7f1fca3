import { diffusion } from '@figment/diffusion';
import { transformer } from '@figment/transformer';
import { vae } from '@figment/vae';
import { describe, expect, it } from 'vitest';

import { chooseTask, promptInput } from './choose-task.ts';

const config = { image: { size: 8, channels: 3 }, condition: 'text', upscale: 1 };
const chosen = (...argv: string[]): string => chooseTask(diffusion, config, undefined, argv).name;

describe('the task of a command line', () => {
  it('is what takes most of the inputs that are given', () => {
    expect(chosen('--prompt', 'red apple')).toBe('textToImage');
    expect(chosen('--text=red apple')).toBe('textToImage');
    expect(chosen('--image', 'a.png')).toBe('imageToImage');
    expect(chosen('--image', 'a.png', '--mask', 'b.png', '--prompt', 'pie')).toBe('inpaint');
    expect(chosen('--from', 'cake', '--to', 'pie')).toBe('interpolatePrompts');
    expect(chosen('--seed', '1')).toBe('generate');
    expect(chooseTask(transformer, { layers: 1 }, undefined, ['--prompt', 'a']).name).toBe('complete');
  });

  it('is the first that needs nothing, or the first, where no input is given', () => {
    expect(chooseTask(diffusion, { ...config, condition: 'none' }, undefined, ['--prompt', 'a']).name).toBe('generate');
    expect(chooseTask(vae, { image: { size: 8 }, latent: 4 }, undefined, []).name).toBe(Object.entries(vae.tasks).find(([, { input }]) => Object.keys(input).length === 0)?.[0]);
  });

  it('is what is asked for, if there is such a task and the model can do it', () => {
    expect(chooseTask(diffusion, config, 'generate', ['--prompt', 'a']).name).toBe('generate');
    expect(() => chooseTask(diffusion, config, 'paint', [])).toThrow(/--task must be one of generate, textToImage, .*, got paint/);
    expect(() => chooseTask(diffusion, { ...config, condition: 'none' }, 'textToImage', [])).toThrow(/it reads no captions/);
  });
});

it('takes a prompt for the only text of a task, unless it knows another prompt', () => {
  const { textToImage, imageToImage, interpolatePrompts } = diffusion.tasks;
  expect([textToImage, imageToImage, interpolatePrompts, transformer.tasks.complete].map((task) => promptInput(task))).toEqual(['text', undefined, undefined, undefined]);
});
