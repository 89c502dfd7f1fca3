import { refuseField } from '@figment/core/interchange';
import { FigmentError } from '@figment/core';

/** Parts of a pipeline, with the classes that can be opened. */
const parts: Readonly<Record<string, readonly string[]>> = {
  unet: ['UNet2DConditionModel'],
  vae: ['AutoencoderKL'],
  text_encoder: ['CLIPTextModel', 'CLIPTextModelWithProjection'],
  tokenizer: ['CLIPTokenizer', 'CLIPTokenizerFast'],
};

/** Pipelines that are put together so, by diffusers' names; what else there is in their folders (checkers, feature extractors) is passed over. */
const pipelines = /^(StableDiffusion|AltDiffusion)\w*Pipeline$/;

/**
 * Checks that `model_index.json` tells of a pipeline that can be opened.
 *
 * @throws FigmentError `CONFIG_INVALID`, `ARCHITECTURE_UNSUPPORTED`
 */
export function checkModelIndex(json: unknown): void {
  const index = (json ?? {}) as Readonly<Record<string, unknown>>;
  const name = index['_class_name'];
  if (typeof name !== 'string' || !pipelines.test(name) || Array.isArray(index['text_encoder_2']) && index['text_encoder_2'][1] !== null) {
    throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `model_index.json: _class_name must be a pipeline of Stable Diffusion with one text encoder, got ${JSON.stringify(name)}.`);
  }
  for (const [part, classes] of Object.entries(parts)) {
    const [, given] = (index[part] ?? []) as readonly unknown[];
    if (!classes.includes(given as string)) throw refuseField(`model_index.json: ${part}`, `of class ${classes.join(' or ')}`, given ?? null);
  }
}
