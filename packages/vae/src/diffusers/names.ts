import { currentAttentionName, snakeCaseNames, type WeightNames } from '@figment/core/interchange';

/** Names of our fields, `downBlocks.0.resnets.1.shortcut.weight`, as diffusers has them: `down_blocks.0.resnets.1.conv_shortcut.weight`. */
export const diffusersNames: WeightNames = snakeCaseNames({ shortcut: 'conv_shortcut' }, currentAttentionName);
