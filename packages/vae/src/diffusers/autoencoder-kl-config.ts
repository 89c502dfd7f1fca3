import * as z from 'zod';

import type { KlAutoencoderConfig, klAutoencoderConfig } from '../config/kl-autoencoder.ts';
import { blockConfigFields, blocksFromDiffusers, blocksToDiffusers, DIFFUSERS_VERSION, parseDiffusers } from './config-fields.ts';

const autoencoderKl = z.object({
  ...blockConfigFields,
  latent_channels: z.int().default(4),
  use_quant_conv: z.boolean().default(true),
  use_post_quant_conv: z.boolean().default(true),
  shift_factor: z.number().nullable().default(null),
  latents_mean: z.array(z.number()).nullable().default(null),
  latents_std: z.array(z.number()).nullable().default(null),
});

/**
 * What `AutoencoderKL`'s `config.json` says, as a config of ours.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function fromAutoencoderKl(json: unknown): z.input<typeof klAutoencoderConfig> {
  const config = parseDiffusers(autoencoderKl, json, 'AutoencoderKL');
  return {
    ...blocksFromDiffusers(config),
    latentChannels: config.latent_channels,
    quantConv: config.use_quant_conv,
    postQuantConv: config.use_post_quant_conv,
    scalingFactor: config.scaling_factor,
    shiftFactor: config.shift_factor,
    latentsMean: config.latents_mean,
    latentsStd: config.latents_std,
  };
}

/** A config of ours as `AutoencoderKL`'s `config.json`. `scale`: see LatentAutoencoder. */
export function toAutoencoderKl(config: KlAutoencoderConfig, scale: readonly number[]): Readonly<Record<string, unknown>> {
  const isFitted = scale.some((value, channel) => Math.fround((config.latentsStd?.[channel] ?? 1) / config.scalingFactor) !== Math.fround(value));
  return {
    _class_name: 'AutoencoderKL',
    _diffusers_version: DIFFUSERS_VERSION,
    ...blocksToDiffusers(config),
    force_upcast: true,
    latent_channels: config.latentChannels,
    latents_mean: config.latentsMean,
    latents_std: config.latentsStd,
    scaling_factor: config.scalingFactor,
    shift_factor: config.shiftFactor,
    use_post_quant_conv: config.postQuantConv,
    use_quant_conv: config.quantConv,
    ...(isFitted && fitted(config, scale)),
  };
}

/** Scales that were fitted to data: one factor where there are no means and deviations by channel, else these. */
function fitted({ latentsMean, shiftFactor }: KlAutoencoderConfig, scale: readonly number[]): Readonly<Record<string, unknown>> {
  if (latentsMean === null) return { scaling_factor: 1 / Math.sqrt(scale.reduce((sum, each) => sum + each * each, 0) / scale.length) };
  return { scaling_factor: 1, latents_std: scale, shift_factor: shiftFactor };
}
