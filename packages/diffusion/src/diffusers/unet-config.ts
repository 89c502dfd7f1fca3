import { parseClassConfig, refuseField } from '@figment/core/interchange';
import * as z from 'zod';

import type { UNet2dOptions, UNetBlockKind, UNetLevel, UNetMid } from '../denoisers/unet/options.ts';

/** Our kinds of blocks by diffusers' names, on the way down and up. */
const downKinds = {
  DownBlock2D: 'plain', AttnDownBlock2D: 'attention', CrossAttnDownBlock2D: 'crossAttention', ResnetDownsampleBlock2D: 'residual', SkipDownBlock2D: 'skip', AttnSkipDownBlock2D: 'attentionSkip',
} as const satisfies Record<string, UNetBlockKind>;
const upKinds = {
  UpBlock2D: 'plain', AttnUpBlock2D: 'attention', CrossAttnUpBlock2D: 'crossAttention', ResnetUpsampleBlock2D: 'residual', SkipUpBlock2D: 'skip', AttnSkipUpBlock2D: 'attentionSkip',
} as const satisfies Record<string, UNetBlockKind>;

const each = <S extends z.ZodType>(schema: S) => z.union([schema, z.array(schema)]);
const activations = z.enum(['silu', 'swish']);
const blockType = <K extends Readonly<Record<string, UNetBlockKind>>>(kinds: K) => z.preprocess((name) => (typeof name === 'string' ? name.replace(/^UNetRes/, '') : name), z.enum(Object.keys(kinds) as [keyof K & string]));

/** Fields that both classes, and ControlNet, have; defaults as in diffusers 0.42. */
const shared = {
  _class_name: z.string(),
  sample_size: z.union([z.int(), z.array(z.int())]).nullable().default(null),
  center_input_sample: z.boolean().default(false),
  flip_sin_to_cos: z.boolean().default(true),
  freq_shift: z.number().default(0),
  downsample_padding: z.literal([0, 1]).default(1),
  mid_block_scale_factor: z.number().default(1),
  dropout: z.number().default(0),
  act_fn: activations.default('silu'),
  norm_eps: z.number().default(1e-5),
  resnet_time_scale_shift: z.enum(['default', 'scale_shift']).default('default'),
  time_embedding_type: z.enum(['positional', 'fourier', 'learned']).default('positional'),
  time_embedding_dim: z.int().nullable().default(null),
  num_class_embeds: z.int().nullable().default(null),
};

const unet2dModel = z.object({
  ...shared,
  in_channels: z.int().default(3),
  out_channels: z.int().default(3),
  down_block_types: z.array(blockType(downKinds)).default(['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D']),
  up_block_types: z.array(blockType(upKinds)).default(['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D']),
  mid_block_type: z.literal('UNetMidBlock2D').nullable().default('UNetMidBlock2D'),
  block_out_channels: z.array(z.int()).default([224, 448, 672, 896]),
  layers_per_block: z.int().default(2),
  downsample_type: z.enum(['conv', 'resnet']).default('conv'),
  upsample_type: z.enum(['conv', 'resnet']).default('conv'),
  attention_head_dim: z.int().nullable().default(8),
  norm_num_groups: z.int().default(32),
  attn_norm_num_groups: z.int().nullable().default(null),
  add_attention: z.boolean().default(true),
  class_embed_type: z.enum(['timestep', 'identity']).nullable().default(null),
  num_train_timesteps: z.int().nullable().default(null),
});

/** Of UNet2DConditionModel and ControlNetModel. */
const conditioned = {
  ...shared,
  in_channels: z.int().default(4),
  down_block_types: z.array(blockType(downKinds)).default(['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D']),
  mid_block_type: z.enum(['UNetMidBlock2DCrossAttn', 'UNetMidBlock2D']).nullable().default('UNetMidBlock2DCrossAttn'),
  only_cross_attention: each(z.boolean()).default(false),
  block_out_channels: z.array(z.int()).default([320, 640, 1280, 1280]),
  layers_per_block: each(z.int()).default(2),
  norm_num_groups: z.int().default(32),
  cross_attention_dim: each(z.int()).default(1280),
  transformer_layers_per_block: each(z.union([z.int(), z.array(z.int())])).default(1),
  encoder_hid_dim: z.int().nullable().default(null),
  encoder_hid_dim_type: z.literal('text_proj').nullable().default(null),
  attention_head_dim: each(z.int()).default(8),
  use_linear_projection: z.boolean().default(false),
  class_embed_type: z.enum(['timestep', 'identity', 'projection']).nullable().default(null),
  addition_embed_type: z.literal('text_time').nullable().default(null),
  addition_time_embed_dim: z.int().nullable().default(null),
  projection_class_embeddings_input_dim: z.int().nullable().default(null),
};

const unet2dConditionModel = z.object({
  ...conditioned,
  out_channels: z.int().default(4),
  up_block_types: z.array(blockType(upKinds)).default(['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D']),
  reverse_transformer_layers_per_block: z.array(z.union([z.int(), z.array(z.int())])).nullable().default(null),
  num_attention_heads: z.null().default(null),
  dual_cross_attention: z.literal(false).default(false),
  resnet_skip_time_act: z.boolean().default(false),
  resnet_out_scale_factor: z.number().default(1),
  time_embedding_act_fn: z.null().default(null),
  timestep_post_act: z.null().default(null),
  time_cond_proj_dim: z.int().nullable().default(null),
  conv_in_kernel: z.int().default(3),
  conv_out_kernel: z.int().default(3),
  attention_type: z.literal('default').default('default'),
  class_embeddings_concat: z.literal(false).default(false),
  mid_block_only_cross_attention: z.boolean().nullable().default(null),
  cross_attention_norm: z.null().default(null),
});

const controlNetModel = z.object({
  ...conditioned,
  global_pool_conditions: z.literal(false).default(false),
  num_attention_heads: each(z.int()).nullable().default(null),
  controlnet_conditioning_channel_order: z.enum(['rgb', 'bgr']).default('rgb'),
  conditioning_channels: z.int().default(3),
  conditioning_embedding_out_channels: z.array(z.int()).default([16, 32, 96, 256]),
});

export type UNet2dModelConfig = z.output<typeof unet2dModel>;
export type UNet2dConditionModelConfig = z.output<typeof unet2dConditionModel>;
export type ControlNetModelConfig = z.output<typeof controlNetModel>;

/** What U-Nets' configs mean in our words. @throws FigmentError `CONFIG_INVALID` */
export function fromUNetConfig(json: unknown): UNet2dOptions {
  return (json as { _class_name?: unknown } | null)?._class_name === 'UNet2DModel'
    ? fromUNet2d(parseClassConfig(unet2dModel, json, 'UNet2DModel'))
    : fromUNet2dCondition(parseClassConfig(unet2dConditionModel, json, ['UNet2DConditionModel', 'UNet2DModel']));
}

/** A ControlNet's config in our words. @throws FigmentError `CONFIG_INVALID` */
export function fromControlNetConfig(json: unknown) {
  const config = parseClassConfig(controlNetModel, json, 'ControlNetModel');
  return {
    ...fromConditioned({ ...config, attention_head_dim: config.num_attention_heads ?? config.attention_head_dim }),
    hintChannels: config.conditioning_channels, hintWidths: config.conditioning_embedding_out_channels,
  };
}

function fromUNet2d(config: UNet2dModelConfig): UNet2dOptions {
  const { attention_head_dim: size, block_out_channels: channels, resnet_time_scale_shift: shift, attn_norm_num_groups: attentionGroups } = config;
  requireAsMany(config, 'down_block_types', 'up_block_types');
  const attention = (width: number): Pick<UNetLevel, 'heads' | 'headWidth'> => ({ heads: Math.floor(width / (size ?? width)), headWidth: size ?? width });
  return {
    ...fromShared(config),
    outChannels: config.out_channels,
    levels: channels.map((width, i): UNetLevel => ({
      channels: width, layers: config.layers_per_block, down: downKinds[config.down_block_types[i]!], up: upKinds[config.up_block_types[channels.length - 1 - i]!], ...attention(width),
    })),
    mid: config.mid_block_type && {
      attention: config.add_attention ? 'self' : 'none', ...attention(channels.at(-1)!), scale: config.mid_block_scale_factor,
      attentionGroups: attentionGroups ?? (shift === 'default' ? config.norm_num_groups : null),
    },
    downsampling: config.downsample_type === 'resnet' ? 'residual' : 'convolution',
    upsampling: config.upsample_type === 'resnet' ? 'residual' : 'convolution',
    time: { ...timeOf(config), steps: config.num_train_timesteps ?? undefined },
  };
}

function fromUNet2dCondition(config: UNet2dConditionModelConfig): UNet2dOptions {
  requireAsMany(config, 'down_block_types', 'up_block_types');
  const trunk = fromConditioned(config);
  const { reverse_transformer_layers_per_block: reversed, } = config;
  const count = trunk.levels.length;
  return {
    ...trunk,
    outChannels: config.out_channels,
    levels: trunk.levels.map((level, i): UNetLevel => {
      const up = upKinds[config.up_block_types[count - 1 - i]!];
      // diffusers turns the list of numbers of heads round for the way up, but not where it is one of sizes.
      const { heads: upHeads, headWidth: upHeadWidth } = headsOf(up, level.channels, at(config.attention_head_dim, isSized(up) ? count - 1 - i : i));
      return { ...level, up, upHeads, upHeadWidth, ...(reversed !== null && { upDepth: reversed[count - 1 - i]! }) };
    }),
    inKernel: config.conv_in_kernel,
    outKernel: config.conv_out_kernel,
    skipTimeActivation: config.resnet_skip_time_act,
    residualScale: config.resnet_out_scale_factor,
    time: { ...trunk.time, condition: config.time_cond_proj_dim ?? undefined },
  };
}

/** What U-Nets with cross-attention and ControlNets have in common. */
function fromConditioned(config: Omit<ControlNetModelConfig, 'num_attention_heads' | 'conditioning_channels' | 'conditioning_embedding_out_channels' | 'controlnet_conditioning_channel_order' | 'global_pool_conditions'>) {
  const { block_out_channels: channels, addition_embed_type: addition, addition_time_embed_dim: sizeWidth, projection_class_embeddings_input_dim: projected } = config;
  requireAsMany(config, 'block_out_channels', 'down_block_types');
  const contextWidths = [config.cross_attention_dim].flat();
  const last = channels.length - 1;
  if (addition !== null && (sizeWidth === null || projected === null)) throw refuseField('addition_time_embed_dim', 'told where addition_embed_type is "text_time"', sizeWidth);
  return {
    ...fromShared(config),
    levels: channels.map((width, i): UNetLevel => {
      const down = downKinds[config.down_block_types[i]!];
      return {
        channels: width, layers: at(config.layers_per_block, i), down, ...headsOf(down, width, at(config.attention_head_dim, i)),
        depth: at(config.transformer_layers_per_block, i), onlyCross: at(config.only_cross_attention, i),
        ...(contextWidths.length > 1 && { contextWidth: contextWidths[i]! }),
      };
    }),
    mid: config.mid_block_type && (config.mid_block_type === 'UNetMidBlock2D'
      ? { attention: 'none' as const, layers: 0, scale: config.mid_block_scale_factor }
      : { attention: 'cross' as const, scale: config.mid_block_scale_factor, ...headsOf('crossAttention', channels[last]!, at(config.attention_head_dim, last)) } satisfies UNetMid),
    contextWidth: contextWidths[0]!,
    statesWidth: config.encoder_hid_dim_type === null ? undefined : config.encoder_hid_dim ?? undefined,
    linearProjection: config.use_linear_projection,
    labelWidth: config.class_embed_type === 'projection' ? projected ?? undefined : undefined,
    textAndSizes: addition === null ? undefined : { textWidth: projected! - 6 * sizeWidth!, sizeWidth: sizeWidth!, sizes: 6 },
    time: timeOf(config),
  };
}

/** "attention_head_dim" is a size where blocks have attention to the picture alone, a number of heads elsewhere. */
const isSized = (kind: UNetBlockKind): boolean => kind === 'attention' || kind === 'attentionSkip';

function headsOf(kind: UNetBlockKind, channels: number, told: number): { heads: number; headWidth: number } {
  const other = Math.floor(channels / told);
  return isSized(kind) ? { heads: other, headWidth: told } : { heads: told, headWidth: other };
}

/** Of a level, where a field is one value for all or a list. */
function at<T>(value: T | readonly T[], i: number): T {
  return Array.isArray(value) ? (value as readonly T[])[i]! : (value as T);
}

type SharedConfig = z.output<z.ZodObject<typeof shared>> & { readonly in_channels: number; readonly norm_num_groups: number; readonly block_out_channels: readonly number[]; readonly class_embed_type: 'timestep' | 'identity' | 'projection' | null };

function fromShared(config: SharedConfig) {
  return {
    channels: config.in_channels,
    groups: config.norm_num_groups,
    epsilon: config.norm_eps,
    conditioning: config.resnet_time_scale_shift === 'scale_shift' ? 'scaleShift' as const : 'shift' as const,
    downsamplePadding: config.downsample_padding === 0 ? 'bottomRight' as const : 'symmetric' as const,
    centreInput: config.center_input_sample,
    labels: config.class_embed_type === null ? config.num_class_embeds ?? undefined : undefined,
    labelKind: config.class_embed_type ?? 'table' as const,
  };
}

function timeOf({ time_embedding_type: kind, time_embedding_dim: width, flip_sin_to_cos: cosineFirst, freq_shift: frequencyShift }: SharedConfig): NonNullable<UNet2dOptions['time']> {
  return { kind, width: width ?? undefined, cosineFirst, frequencyShift };
}

function requireAsMany<C extends object>(config: C, first: keyof C & string, second: keyof C & string): void {
  const [a, b] = [config[first], config[second]] as unknown as [readonly unknown[], readonly unknown[]];
  if (a.length !== b.length) throw refuseField(second, `as many as ${first} (${a.length})`, b);
}

