import type { PromptEncoder, Tokenizer } from '@figment/core/interfaces';
import { describe, expect, it } from 'vitest';

import { checkModelIndex } from './model-index.ts';
import { promptIds } from './prompts.ts';

/** Words are their lengths, begun by 90 and ended by 91. */
const tokenizer: Tokenizer = {
  vocabularySize: 100,
  encode: (text) => ({ ids: [90, ...text.split(' ').filter((word) => word !== '').map((word) => word.length), 91] }),
  decode: () => '',
};
const reading = { tokenizer, encoder: {} as PromptEncoder, tokens: 5, padding: undefined };

describe('prompts', () => {
  it('are begun, ended and filled up with what ends them, or with what pads', () => {
    expect(Array.from(promptIds(reading, ['', 'the red']).ids)).toEqual([90, 91, 91, 91, 91, 90, 3, 3, 91, 91]);
    expect(Array.from(promptIds({ ...reading, padding: 0 }, ['red']).ids)).toEqual([90, 3, 91, 0, 0]);
  });

  it('are cut before their end where they are too long, and it is told', () => {
    const { ids, warnings } = promptIds(reading, ['a bb ccc dddd']);
    expect(Array.from(ids)).toEqual([90, 1, 2, 3, 91]);
    expect(warnings).toMatchObject([{ code: 'PROMPT_TRUNCATED', message: expect.stringMatching(/has 4 tokens, .* first 3/) as string }]);
  });
});

describe('model_index.json', () => {
  const index = {
    _class_name: 'StableDiffusionPipeline', unet: ['diffusers', 'UNet2DConditionModel'], vae: ['diffusers', 'AutoencoderKL'], text_encoder: ['transformers', 'CLIPTextModel'],
    tokenizer: ['transformers', 'CLIPTokenizer'], scheduler: ['diffusers', 'PNDMScheduler'], safety_checker: [null, null],
  };

  it('may be of any pipeline with these parts', () => { expect(() => { checkModelIndex({ ...index, _class_name: 'StableDiffusionInpaintPipeline' }); }).not.toThrow(); });

  it.each([
    [{ _class_name: 'FluxPipeline' }, /_class_name must be a pipeline of Stable Diffusion with one text encoder, got "FluxPipeline"/],
    [{ text_encoder_2: ['transformers', 'CLIPTextModelWithProjection'] }, /one text encoder/],
    [{ vae: ['diffusers', 'AutoencoderTiny'] }, /vae must be of class AutoencoderKL, got "AutoencoderTiny"/],
  ])('with %j is refused', (change, message) => { expect(() => { checkModelIndex({ ...index, ...change }); }).toThrow(message); });
});
