import { DIFFUSERS_VERSION, type ModelFiles, parseClassConfig, readWeights, refuseField, weightsFor } from '@figment/core/interchange';
import { key } from '@figment/core/random';
import * as z from 'zod';

import { Mmdit, type MmditOptions } from '../denoisers/mmdit/mmdit.ts';
import { sd3Names } from './sd3-names.ts';

const CLASS = 'SD3Transformer2DModel';

/** `config.json`; defaults as in diffusers 0.42. */
const sd3Config = z.object({
  sample_size: z.int().default(128),
  patch_size: z.int().default(2),
  in_channels: z.int().default(16),
  num_layers: z.int().default(18),
  attention_head_dim: z.int().default(64),
  num_attention_heads: z.int().default(18),
  joint_attention_dim: z.int().default(4096),
  caption_projection_dim: z.int().default(1152),
  pooled_projection_dim: z.int().default(2048),
  out_channels: z.int().nullish().transform((channels) => channels === undefined ? 16 : channels),
  pos_embed_max_size: z.int().default(96),
  dual_attention_layers: z.array(z.int()).default([]),
  qk_norm: z.enum(['rms_norm']).nullish(),
});

/**
 * What the `config.json` of diffusers' `SD3Transformer2DModel` says, as options of ours.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function fromSd3Config(json: unknown): MmditOptions {
  const config = parseClassConfig(sd3Config, json, CLASS);
  const width = config.num_attention_heads * config.attention_head_dim;
  if (config.caption_projection_dim !== width) throw refuseField('caption_projection_dim', `num_attention_heads * attention_head_dim (${width})`, config.caption_projection_dim);
  return {
    size: config.sample_size,
    channels: config.in_channels,
    outChannels: config.out_channels ?? config.in_channels,
    patch: config.patch_size,
    width,
    heads: config.num_attention_heads,
    layers: config.num_layers,
    contextWidth: config.joint_attention_dim,
    pooledWidth: config.pooled_projection_dim,
    positions: config.pos_embed_max_size,
    queryKeyNorm: config.qk_norm === 'rms_norm' ? 'rms' : undefined,
    dualLayers: config.dual_attention_layers,
  };
}

/** The other way. */
export function toSd3Config({ size, channels, outChannels = channels, patch = 2, width, heads, layers, contextWidth, pooledWidth, positions = size / patch, queryKeyNorm, dualLayers = [] }: MmditOptions): Readonly<Record<string, unknown>> {
  return {
    _class_name: CLASS,
    _diffusers_version: DIFFUSERS_VERSION,
    attention_head_dim: width / heads,
    caption_projection_dim: width,
    dual_attention_layers: dualLayers,
    in_channels: channels,
    joint_attention_dim: contextWidth,
    num_attention_heads: heads,
    num_layers: layers,
    out_channels: outChannels,
    patch_size: patch,
    pooled_projection_dim: pooledWidth,
    pos_embed_max_size: positions,
    qk_norm: queryKeyNorm === undefined ? null : 'rms_norm',
    sample_size: size,
  };
}

/**
 * A denoiser of diffusers' `SD3Transformer2DModel`. It belongs to the caller.
 *
 * @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`, `SAFETENSORS_INVALID`
 */
export async function importSd3({ config, weights }: ModelFiles): Promise<Mmdit> {
  const denoiser = new Mmdit(key(0), fromSd3Config(config));
  try {
    await readWeights(weightsOf(denoiser), weights, sd3Names);
  } catch (error) {
    denoiser.dispose();
    throw error;
  }
  return denoiser;
}

/** The config and the weights of a denoiser as diffusers has them, for `writeModelFolder`. */
export function exportSd3(denoiser: Mmdit, { dtype = 'F32' }: { readonly dtype?: 'F32' | 'F16' | undefined } = {}) {
  return { config: toSd3Config(denoiser.options), weights: weightsFor(weightsOf(denoiser), dtype, sd3Names) };
}

/** With the table of positions, which diffusers saves, too. */
const weightsOf = (denoiser: Mmdit) => [...denoiser.namedParameters(), ...denoiser.namedBuffers()];
