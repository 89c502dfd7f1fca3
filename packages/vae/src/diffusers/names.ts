import { snakeCaseNames, type WeightNames } from '@figment/core/interchange';

/** Names of attention layers in checkpoints from before diffusers 0.18. */
const FORMER: Readonly<Record<string, string>> = { query: 'to_q', key: 'to_k', value: 'to_v', proj_attn: 'to_out.0' };

/** Names of our fields, `downBlocks.0.resnets.1.shortcut.weight`, as diffusers has them: `down_blocks.0.resnets.1.conv_shortcut.weight`. */
export const diffusersNames: WeightNames = snakeCaseNames(
  { shortcut: 'conv_shortcut' },
  (name) => name.replace(/(attentions\.\d+\.)(query|key|value|proj_attn)\./, (_, attention: string, layer: string) => `${attention}${FORMER[layer]!}.`),
);
