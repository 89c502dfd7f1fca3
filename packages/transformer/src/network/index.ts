/**
 * The networks themselves: towers of blocks that any architecture is made of.
 *
 * @module
 */
export type { Architecture, Experts, Head, Norm, RelativeBias, Rotary, RotaryScaling, Tower } from '../architecture/architecture.ts';
export type { DecoderCall, TowerCall, TowerOutput } from './call.ts';
export type { DecodingCache } from './decoding-cache.ts';
