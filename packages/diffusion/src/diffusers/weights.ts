import { currentAttentionName, snakeCaseNames, type WeightNames } from '@figment/core/interchange';

/** Names of our fields, `downBlocks.0.attentions.1.query.weight`, as diffusers has them: `down_blocks.0.attentions.1.to_q.weight`. */
export const diffusersNames: WeightNames = snakeCaseNames(
  {
    condition: 'time_emb_proj', shortcut: 'conv_shortcut', query: 'to_q', key: 'to_k', value: 'to_v', output: 'to_out.0', up: 'net.0.proj', down: 'net.2',
    linear1: 'linear_1', linear2: 'linear_2',
  },
  currentAttentionName,
);
