import { refuseField } from '@figment/core/interchange';
import * as z from 'zod';

/** Fields of a `config.json` that both autoencoders have; defaults as in diffusers 0.42. */
export const blockConfigFields = {
  _class_name: z.string(),
  in_channels: z.int().default(3),
  out_channels: z.int().default(3),
  down_block_types: z.array(z.enum(['DownEncoderBlock2D', 'AttnDownEncoderBlock2D'])).default(['DownEncoderBlock2D']),
  up_block_types: z.array(z.enum(['UpDecoderBlock2D', 'AttnUpDecoderBlock2D'])).default(['UpDecoderBlock2D']),
  block_out_channels: z.array(z.int()).default([64]),
  layers_per_block: z.int().default(1),
  act_fn: z.enum(['silu', 'swish']).default('silu'),
  norm_num_groups: z.int().default(32),
  sample_size: z.union([z.int(), z.array(z.int()).min(1)]).default(32),
  scaling_factor: z.number().default(0.18215),
  mid_block_add_attention: z.boolean().default(true),
};

type BlockConfig = z.output<z.ZodObject<typeof blockConfigFields>>;

/** diffusers' names to ours. */
export function blocksFromDiffusers(config: BlockConfig) {
  const { sample_size: size } = config;
  if (config.in_channels !== config.out_channels) throw refuseField('out_channels', `the same as in_channels (${config.in_channels})`, config.out_channels);
  return {
    image: { size: typeof size === 'number' ? size : size[0]!, channels: config.in_channels },
    blockChannels: config.block_out_channels,
    layersPerBlock: config.layers_per_block,
    normGroups: config.norm_num_groups,
    midAttention: config.mid_block_add_attention,
    downAttention: config.down_block_types.map((type) => type === 'AttnDownEncoderBlock2D'),
    upAttention: config.up_block_types.map((type) => type === 'AttnUpDecoderBlock2D'),
  };
}

/** Ours to diffusers' names. */
export function blocksToDiffusers(config: ReturnType<typeof blocksFromDiffusers>) {
  const each = config.blockChannels.map((_, i) => i);
  return {
    act_fn: 'silu',
    block_out_channels: config.blockChannels,
    down_block_types: each.map((i) => (config.downAttention[i] === true ? 'AttnDownEncoderBlock2D' : 'DownEncoderBlock2D')),
    in_channels: config.image.channels,
    layers_per_block: config.layersPerBlock,
    mid_block_add_attention: config.midAttention,
    norm_num_groups: config.normGroups,
    out_channels: config.image.channels,
    sample_size: config.image.size,
    up_block_types: each.map((i) => (config.upAttention[i] === true ? 'AttnUpDecoderBlock2D' : 'UpDecoderBlock2D')),
  };
}
