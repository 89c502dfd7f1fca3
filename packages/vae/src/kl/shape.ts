/** What diffusers' encoder and decoder are built from (`diffusers.models.autoencoders.vae`, 0.42). */
export interface BlockShape {
  readonly imageChannels: number;
  readonly latentChannels: number;
  /** Channels of each block, the finest first; the picture is halved between them. */
  readonly blockChannels: readonly number[];
  /** Residual blocks in each block of the encoder; the decoder has one more. */
  readonly layersPerBlock: number;
  /** Of every group norm. */
  readonly normGroups: number;
  /** Attention over all places between the two residual blocks in the middle. */
  readonly midAttention: boolean;
  /** Blocks of the encoder with attention after each residual block, the finest first. */
  readonly downAttention: readonly boolean[];
  /** Blocks of the decoder with attention after each residual block, the coarsest first. */
  readonly upAttention: readonly boolean[];
}

/** Of every norm in diffusers' autoencoders. */
export const EPSILON = 1e-6;

/** By how much the picture shrinks. */
export function downsampling({ blockChannels }: Pick<BlockShape, 'blockChannels'>): number {
  return 2 ** (blockChannels.length - 1);
}
