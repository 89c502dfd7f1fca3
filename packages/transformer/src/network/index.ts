/**
 * The networks themselves: towers of blocks that any architecture is made of.
 *
 * @module
 */
export type { Architecture, Experts, Head, Norm, RelativeBias, Rotary, RotaryScaling, Tower } from '../architecture/architecture.ts';
export { Attention, type KeysAndValues } from './attention.ts';
export { Block, type BlockCall, type BlockOutput } from './block.ts';
export type { DecoderCall, TowerCall, TowerOutput } from './call.ts';
export { causalModel, type CausalState } from './causal-model.ts';
export { type DecodingCache, disposeDecodingCache, rewindable, rewindCache, selectRows } from './decoding-cache.ts';
export { balanceLoss, MixtureOfExperts, type Routing } from './mixture-of-experts.ts';
export { type Normalisation, OffsetRmsNorm } from './norm.ts';
export { RelativePositions } from './relative-positions.ts';
export type { Rotation } from './rotary-positions.ts';
export { sequenceToSequenceModel, type Sources } from './sequence-to-sequence-model.ts';
export type { Sight } from './sight.ts';
export { TransformerTower } from './tower.ts';
export { TransformerNetwork } from './transformer-network.ts';
export type { Attended, Weighing } from './weighted-attention.ts';
