import { DIFFUSERS_VERSION, parseClassConfig } from '@figment/core/interchange';
import * as z from 'zod';

import type { VqAutoencoderConfig, vqAutoencoderConfig } from '../config/vq-autoencoder.ts';
import { blockConfigFields, blocksFromDiffusers, blocksToDiffusers } from './config-fields.ts';

const vqModel = z.object({
  ...blockConfigFields,
  latent_channels: z.int().default(3),
  num_vq_embeddings: z.int().default(256),
  vq_embed_dim: z.int().nullable().default(null),
  norm_type: z.enum(['group', 'spatial']).default('group'),
  lookup_from_codebook: z.boolean().default(false),
});

/**
 * What `VQModel`'s `config.json` says, as a config of ours. diffusers weighs the codebook's term by 0.25 and the encoder's by 1 (its
 * `legacy` loss); ours, as the paper, the other way round.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function fromVqModel(json: unknown): z.input<typeof vqAutoencoderConfig> {
  const config = parseClassConfig(vqModel, json, 'VQModel');
  return {
    ...blocksFromDiffusers(config),
    latentChannels: config.latent_channels,
    codeChannels: config.vq_embed_dim ?? config.latent_channels,
    codebook: { size: config.num_vq_embeddings, update: 'gradient', normalize: false },
    norm: config.norm_type,
    scalingFactor: config.scaling_factor,
  };
}

/** A config of ours as `VQModel`'s `config.json`. */
export function toVqModel(config: VqAutoencoderConfig): Readonly<Record<string, unknown>> {
  return {
    _class_name: 'VQModel',
    _diffusers_version: DIFFUSERS_VERSION,
    ...blocksToDiffusers(config),
    force_upcast: false,
    latent_channels: config.latentChannels,
    lookup_from_codebook: false,
    norm_type: config.norm,
    num_vq_embeddings: config.codebook.size,
    scaling_factor: config.scalingFactor,
    vq_embed_dim: config.codeChannels,
  };
}
