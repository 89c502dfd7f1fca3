import { DIFFUSERS_VERSION } from '@figment/core/interchange';
import { FigmentError } from '@figment/core';

import type { ControlNetOptions } from '../denoisers/unet/controlnet.ts';
import type { UNet2dOptions, UNetBlockKind, UNetLevel, UNetTrunkOptions } from '../denoisers/unet/options.ts';

const names: Readonly<Record<UNetBlockKind, string>> = {
  plain: '*Block2D', attention: 'Attn*Block2D', crossAttention: 'CrossAttn*Block2D', residual: 'Resnet*sampleBlock2D', skip: 'Skip*Block2D', attentionSkip: 'AttnSkip*Block2D',
};
const blockName = (kind: UNetBlockKind, way: 'Down' | 'Up'): string => names[kind].replace('*', way);

/**
 * A U-Net's options as a `config.json`: of `UNet2DConditionModel` where it is told states, else of `UNet2DModel`.
 *
 * @param sampleSize side of the pictures that it was trained with
 * @throws FigmentError `CONFIG_INVALID` for one that diffusers' classes can't be
 */
export function toUNetConfig(options: UNet2dOptions, sampleSize: number | null = null): Readonly<Record<string, unknown>> {
  const { levels, channels, outChannels = channels, downsampling = 'convolution', upsampling = downsampling, mid, time } = options;
  const up = { out_channels: outChannels, up_block_types: levels.map(({ down = 'plain', up: kind = down }) => blockName(kind, 'Up')).reverse(), sample_size: sampleSize };
  if (options.contextWidth !== undefined) {
    return {
      _class_name: 'UNet2DConditionModel', ...conditionedFields(options), ...up,
      reverse_transformer_layers_per_block: levels.some(({ upDepth }) => upDepth !== undefined) ? levels.map(({ upDepth, depth = 1 }) => upDepth ?? depth).reverse() : null,
      conv_in_kernel: options.inKernel ?? 3, conv_out_kernel: options.outKernel ?? 3,
      resnet_skip_time_act: options.skipTimeActivation ?? false, resnet_out_scale_factor: options.residualScale ?? 1, time_cond_proj_dim: time?.condition ?? null,
    };
  }
  const { channels: coarsest, headWidth, heads = 1 } = levels.at(-1)!;
  const sizes = new Set(levels.map((level) => level.headWidth ?? level.channels / (level.heads ?? 1)));
  const usesHeads = mid?.attention !== 'none' || levels.some(({ down, up }) => [down, up].some((kind) => kind === 'attention' || kind === 'attentionSkip'));
  const attentionGroups = mid?.attentionGroups === undefined ? options.groups ?? 32 : mid.attentionGroups;
  if (attentionGroups === null && options.conditioning !== 'scaleShift') throw unfit('a norm before attention in the middle where times shift', ['none']);
  if (usesHeads && sizes.size > 1 && [...sizes].some((size, i) => size !== levels[i]!.channels)) throw unfit('heads of one size at all levels', [...sizes]);
  return {
    _class_name: 'UNet2DModel', ...sharedFields(options), ...up,
    mid_block_type: mid === null ? null : 'UNetMidBlock2D', layers_per_block: same('layers at all levels', levels.map(({ layers = 2 }) => layers)),
    downsample_type: downsampling === 'residual' ? 'resnet' : 'conv', upsample_type: upsampling === 'residual' ? 'resnet' : 'conv',
    attention_head_dim: sizes.size > 1 ? null : headWidth ?? coarsest / heads, attn_norm_num_groups: attentionGroups, add_attention: mid?.attention !== 'none',
    num_train_timesteps: time?.steps ?? null,
  };
}

/** A ControlNet's options as a `config.json`. @throws FigmentError `CONFIG_INVALID` */
export function toControlNetConfig(options: ControlNetOptions): Readonly<Record<string, unknown>> {
  const { hintChannels = 3, hintWidths = [16, 32, 96, 256] } = options;
  return { _class_name: 'ControlNetModel', ...conditionedFields(options), conditioning_channels: hintChannels, conditioning_embedding_out_channels: hintWidths, controlnet_conditioning_channel_order: 'rgb', global_pool_conditions: false, num_attention_heads: null };
}

function conditionedFields(options: UNetTrunkOptions): Readonly<Record<string, unknown>> {
  const { levels, contextWidth, statesWidth, textAndSizes, mid, labelWidth } = options;
  const told = (level: UNetLevel): number => {
    const { channels, down = 'plain', up = down, heads = 1, headWidth = channels / heads, upHeads = heads, upHeadWidth = channels / upHeads } = level;
    const said = (kind: UNetBlockKind, count: number, width: number): number[] => (kind === 'attention' || kind === 'attentionSkip' ? [width] : kind === 'crossAttention' ? [count] : []);
    const both = [...said(down, heads, headWidth), ...said(up, upHeads, upHeadWidth)];
    return both.length === 0 ? heads : same('heads on the ways down and up', both);
  };
  return {
    ...sharedFields(options),
    mid_block_type: mid === null ? null : mid?.attention === 'cross' ? 'UNetMidBlock2DCrossAttn' : 'UNetMidBlock2D',
    only_cross_attention: levels.map(({ onlyCross = false }) => onlyCross),
    layers_per_block: levels.map(({ layers = 2 }) => layers),
    cross_attention_dim: levels.some((level) => level.contextWidth !== undefined) ? levels.map((level) => level.contextWidth ?? contextWidth) : contextWidth,
    transformer_layers_per_block: levels.map(({ depth = 1 }) => depth),
    encoder_hid_dim: statesWidth ?? null, encoder_hid_dim_type: statesWidth === undefined ? null : 'text_proj',
    attention_head_dim: levels.map(told),
    use_linear_projection: options.linearProjection ?? false,
    addition_embed_type: textAndSizes === undefined ? null : 'text_time', addition_time_embed_dim: textAndSizes?.sizeWidth ?? null,
    projection_class_embeddings_input_dim: textAndSizes === undefined ? labelWidth ?? null : textAndSizes.textWidth + textAndSizes.sizes * textAndSizes.sizeWidth,
  };
}

function sharedFields({ channels, levels, groups = 32, epsilon = 1e-5, conditioning = 'shift', downsamplePadding, centreInput = false, labels, labelKind = 'table', mid, time }: UNetTrunkOptions): Readonly<Record<string, unknown>> {
  return {
    _diffusers_version: DIFFUSERS_VERSION,
    act_fn: 'silu', dropout: 0, in_channels: channels, block_out_channels: levels.map((level) => level.channels),
    down_block_types: levels.map(({ down = 'plain' }) => blockName(down, 'Down')),
    norm_num_groups: groups, norm_eps: epsilon, resnet_time_scale_shift: conditioning === 'scaleShift' ? 'scale_shift' : 'default',
    downsample_padding: downsamplePadding === 'bottomRight' ? 0 : 1, center_input_sample: centreInput, mid_block_scale_factor: mid?.scale ?? 1,
    class_embed_type: labelKind === 'table' ? null : labelKind, num_class_embeds: labels ?? null,
    time_embedding_type: time?.kind ?? 'positional', time_embedding_dim: time?.width ?? null, flip_sin_to_cos: time?.cosineFirst ?? true, freq_shift: time?.frequencyShift ?? 0,
  };
}

function same(name: string, values: readonly number[]): number {
  if (new Set(values).size > 1) throw unfit(`the same ${name}`, values);
  return values[0]!;
}

function unfit(what: string, got: readonly unknown[]): FigmentError {
  return new FigmentError('CONFIG_INVALID', `diffusers' U-Nets must have ${what}, got ${got.join(', ')}.`);
}
