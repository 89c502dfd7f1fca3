import { DIFFUSERS_VERSION, type ModelFiles, parseClassConfig, readWeights, weightsFor } from '@figment/core/interchange';
import type { SafetensorsInput } from '@figment/core/checkpoint';
import type { FeedForwardKind } from '@figment/core/nn';
import { key } from '@figment/core/random';
import { FigmentError } from '@figment/core';
import * as z from 'zod';

import { Dit, type DitOptions } from '../denoisers/dit/dit.ts';
import { ditNames } from './dit-names.ts';

const CLASS = 'DiTTransformer2DModel';

const feedForwardKinds = { 'gelu-approximate': 'geluTanh', gelu: 'gelu' } as const satisfies Record<string, FeedForwardKind>;

/** `config.json`; defaults as in diffusers 0.42. What only its training or another norm would need is read and not obeyed. */
const ditConfig = z.object({
  num_attention_heads: z.int().default(16),
  attention_head_dim: z.int().default(72),
  in_channels: z.int().default(4),
  out_channels: z.int().nullish(),
  num_layers: z.int().default(28),
  attention_bias: z.boolean().default(true),
  sample_size: z.int().default(32),
  patch_size: z.int().default(2),
  activation_fn: z.enum(Object.keys(feedForwardKinds) as (keyof typeof feedForwardKinds)[]).default('gelu-approximate'),
  num_embeds_ada_norm: z.int().default(1000),
  norm_type: z.literal('ada_norm_zero').default('ada_norm_zero'),
  norm_elementwise_affine: z.boolean().default(false),
  norm_eps: z.number().default(1e-5),
});

/**
 * What the `config.json` of diffusers' `DiTTransformer2DModel` says, as options of ours.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function fromDitConfig(json: unknown): DitOptions {
  const config = parseClassConfig(ditConfig, json, CLASS);
  return {
    size: config.sample_size,
    channels: config.in_channels,
    outChannels: config.out_channels ?? config.in_channels,
    patch: config.patch_size,
    width: config.num_attention_heads * config.attention_head_dim,
    heads: config.num_attention_heads,
    layers: config.num_layers,
    classes: config.num_embeds_ada_norm,
    frequencyShift: 1,
    attentionBias: config.attention_bias,
    feedForward: feedForwardKinds[config.activation_fn],
    norm: { affine: config.norm_elementwise_affine, epsilon: config.norm_eps },
    sharedCondition: false,
  };
}

/**
 * The other way.
 *
 * @throws FigmentError `CONFIG_INVALID` for what diffusers' class has not: prompts, no classes, another scale of times
 */
export function toDitConfig(options: DitOptions): Readonly<Record<string, unknown>> {
  const { size, channels, outChannels = channels, patch = 2, width, heads, layers, classes, contextWidth, pooledWidth, frequencyShift = 0, attentionBias = true, feedForward = 'geluTanh', norm = {} } = options;
  const activation = Object.entries(feedForwardKinds).find(([, kind]) => kind === feedForward)?.[0];
  if (classes === undefined || contextWidth !== undefined || pooledWidth !== undefined || activation === undefined || frequencyShift !== 1) {
    throw new FigmentError('CONFIG_INVALID', `A ${CLASS} is told a class and no prompt, with frequencyShift 1 and a feed-forward layer of ${Object.values(feedForwardKinds).join(' or ')}; got ${JSON.stringify({ classes, contextWidth, pooledWidth, frequencyShift, feedForward })}.`);
  }
  return {
    _class_name: CLASS,
    _diffusers_version: DIFFUSERS_VERSION,
    activation_fn: activation,
    attention_bias: attentionBias,
    attention_head_dim: width / heads,
    dropout: 0,
    in_channels: channels,
    norm_elementwise_affine: norm.affine ?? false,
    norm_eps: norm.epsilon ?? 1e-5,
    norm_num_groups: 32,
    norm_type: 'ada_norm_zero',
    num_attention_heads: heads,
    num_embeds_ada_norm: classes,
    num_layers: layers,
    out_channels: outChannels,
    patch_size: patch,
    sample_size: size,
    upcast_attention: false,
  };
}

/**
 * A denoiser of diffusers' `DiTTransformer2DModel`. It belongs to the caller.
 *
 * @throws FigmentError `CONFIG_INVALID`, `CHECKPOINT_MISMATCH`, `SAFETENSORS_INVALID`
 */
export async function importDit({ config, weights }: ModelFiles): Promise<Dit> {
  const denoiser = new Dit(key(0), fromDitConfig(config));
  try {
    await readWeights(denoiser.namedParameters(), weights, ditNames);
  } catch (error) {
    denoiser.dispose();
    throw error;
  }
  return denoiser;
}

/**
 * The config and the weights of a denoiser as diffusers has them, for `writeModelFolder`. There each block has an embedding of the
 * condition of its own: one that all share is written for each.
 *
 * @throws FigmentError `CONFIG_INVALID` for a denoiser that diffusers' class can't be
 */
export function exportDit(denoiser: Dit, { dtype = 'F32' }: { readonly dtype?: 'F32' | 'F16' | undefined } = {}): { readonly config: unknown; readonly weights: readonly SafetensorsInput[] } {
  const parameters = [...denoiser.namedParameters()];
  const shared = denoiser.conditions.length === 1 ? parameters.filter(([name]) => name.startsWith('conditions.0.')) : [];
  const copies = denoiser.blocks.slice(1).flatMap((_, i) => shared.map(([name, weight]) => [name.replace('0', `${i + 1}`), weight] as const));
  return { config: toDitConfig(denoiser.options), weights: weightsFor([...parameters, ...copies], dtype, ditNames) };
}
