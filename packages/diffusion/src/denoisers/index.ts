/**
 * Networks that predict noise, the clean sample, velocity or flow, each a `Denoiser` of core's.
 *
 * @module
 */
export { ConditionEmbedding, type ConditionEmbeddingOptions, type ConditionSizes } from './condition-embedding.ts';
export { DitBlock, type DitBlockCall, type DitBlockOptions } from './dit/block.ts';
export { Dit, type DitOptions } from './dit/dit.ts';
export { PatchEmbedding, type PatchGrid, unpatchify } from './dit/patches.ts';
export { type PositionGrid, sinePositions } from './dit/sine-positions.ts';
export { MmditBlock, type MmditBlockCall, type MmditBlockOptions, type Streams } from './mmdit/block.ts';
export { JointAttention, type JointAttentionOptions } from './mmdit/joint-attention.ts';
export { Mmdit, type MmditOptions } from './mmdit/mmdit.ts';
