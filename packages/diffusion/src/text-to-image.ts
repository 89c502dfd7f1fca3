import { FigmentError } from '@figment/core';
import type { Module } from '@figment/core/nn';
import { defineModel, type Host } from '@figment/core/plugin';

import { predictionOf } from './config/process.ts';
import { type TextToImageConfig, textToImageConfig } from './config/text-to-image.ts';
import { asScaled, latentSpace } from './latent/latent-space.ts';
import { autoencoderOf, denoiserOf, promptEncoderOf, trainedDenoiserOf } from './latent/parts.ts';
import { foreignConditions, foreignDiffuser } from './network/foreign.ts';
import { processOf } from './network/process.ts';
import { choicesOf } from './tasks/choices.ts';
import { conditionsOf } from './tasks/conditions.ts';
import type { DiffusionModel } from './tasks/model.ts';
import { pictureRuns } from './tasks/picture-runs.ts';
import { pictureTasks, usualOptions } from './tasks/picture-tasks.ts';
import { tokenizerDefinition } from './tokenizer.ts';

/**
 * Paints what a text says, with parts of any make: an encoder of prompts, a denoiser and an autoencoder. A `figment/latent-diffusion` as
 * `denoiser` brings its own encoder and tokenizer.
 */
export const textToImage = defineModel({
  id: 'figment/text-to-image',
  title: 'Text to image',
  description: 'Paints what a text says: reads it, makes a latent picture of it out of noise, and decodes that.',
  config: textToImageConfig,
  tokenizer: tokenizerDefinition,
  tasks: pictureTasks,
  shapes: ({ image: { size, channels } }) => ({ image: [size, size, channels], mask: [size, size, 1] }),
  defaults: usualOptions,
  async create(config, host) {
    const { model, modules } = await host.wait(adapted(composed(config, host), config, host));
    return { modules, objectives: [], choices: () => choicesOf(model), run: pictureRuns(model) };
  },
});

/** The model with its denoiser as the adapter makes it, where there is one. */
async function adapted(model: DiffusionModel, { adapter: options }: TextToImageConfig, { key, parts, wait }: Host): Promise<{ readonly model: DiffusionModel; readonly modules: Readonly<Record<string, Module>> }> {
  if (options === undefined) return { model, modules: {} };
  const { DenoiserAdapter } = await wait(import('./adapters/denoiser-adapter.ts'));
  const adapter = new DenoiserAdapter(key, trainedDenoiserOf(parts['denoiser'])?.network.denoiser ?? denoiserOf(parts['denoiser']).module, options);
  return { model: { ...model, diffuser: adapter.on(model.diffuser) }, modules: { adapter } };
}

/** @throws FigmentError `CONFIG_INVALID` for a part that is missing or is none */
function composed(config: TextToImageConfig, { parts, tokenizer: own, contributions }: Host): DiffusionModel {
  const autoencoder = autoencoderOf(parts['autoencoder']);
  const { image: { size, channels }, steps, guidance, sampler, samplerOptions, tokens, lowerCase } = config;
  const trained = trainedDenoiserOf(parts['denoiser']);
  const space = latentSpace([size, size, channels], autoencoder, trained?.statistics ?? asScaled(autoencoder));
  const common = { space: () => space, contributions, usual: { steps, guidance, sampler, samplerOptions } };
  if (trained === undefined) {
    const diffuser = foreignDiffuser(denoiserOf(parts['denoiser']), { shape: autoencoder.latentShape, process: processOf(config.process), prediction: predictionOf(config) });
    return { ...common, diffuser, conditions: foreignConditions(promptEncoderOf(parts['promptEncoder']), own && { tokenizer: own, tokens, lowerCase }) };
  }
  const { network, config: trainedWith } = trained;
  if (String(network.shape) !== String(autoencoder.latentShape)) {
    throw new FigmentError('CONFIG_INVALID', `parts.denoiser must make latents of the shape [${autoencoder.latentShape.join(', ')}] that parts.autoencoder decodes, got one of [${network.shape.join(', ')}].`);
  }
  const tokenizer = own ?? trained.tokenizer;
  const prompt = trainedWith?.['prompt'] as { readonly lowerCase?: boolean } | undefined;
  return { ...common, diffuser: network, conditions: conditionsOf(network, tokenizer && { tokenizer, tokens: network.promptTokens ?? tokens, lowerCase: prompt?.lowerCase ?? lowerCase }) };
}
