/**
 * What a resolution is made from, besides residual blocks; diffusers' names of blocks in brackets.
 *
 * - `plain`: nothing (`DownBlock2D`);
 * - `attention`: each place looks at each place (`AttnDownBlock2D`);
 * - `crossAttention`: transformer blocks, which also look at what the network is told (`CrossAttnDownBlock2D`);
 * - `residual`: nothing, but residual blocks also halve and double the picture (`ResnetDownsampleBlock2D`);
 * - `skip`, `attentionSkip`: the picture itself is carried along, halved by a smooth filter (`SkipDownBlock2D`, `AttnSkipDownBlock2D`; Karras
 *   et al. 2020, arXiv:1912.04958, section 4.1, as in NCSN++, arXiv:2011.13456).
 */
export type UNetBlockKind = 'plain' | 'attention' | 'crossAttention' | 'residual' | 'skip' | 'attentionSkip';

/** One resolution, on the way down and on the way up. */
export interface UNetLevel {
  readonly channels: number;
  /** Residual blocks on the way down; there is one more on the way up (2). */
  readonly layers?: number | undefined;
  /** 'plain'. */
  readonly down?: UNetBlockKind | undefined;
  /** As `down`. */
  readonly up?: UNetBlockKind | undefined;
  /** Of attention (1). */
  readonly heads?: number | undefined;
  /** channels / heads. */
  readonly headWidth?: number | undefined;
  /** On the way up, where they differ. */
  readonly upHeads?: number | undefined;
  readonly upHeadWidth?: number | undefined;
  /** Transformer blocks after each residual block of `crossAttention`: a number, or one for each (1). */
  readonly depth?: number | readonly number[] | undefined;
  /** On the way up, where it differs. */
  readonly upDepth?: number | readonly number[] | undefined;
  /** Channels of what is told, where they differ from the network's. */
  readonly contextWidth?: number | undefined;
  /** Transformer blocks look at what is told, and not at the picture (false). */
  readonly onlyCross?: boolean | undefined;
}

/** The coarsest resolution, between the ways down and up. */
export interface UNetMid {
  /** Between two residual blocks; with 'none' and `layers` 0 there is one block alone ('self'). */
  readonly attention?: 'none' | 'self' | 'cross' | undefined;
  /** Residual blocks after the first, each with attention before it (1). */
  readonly layers?: number | undefined;
  /** Those of the coarsest level. */
  readonly heads?: number | undefined;
  readonly headWidth?: number | undefined;
  readonly depth?: number | readonly number[] | undefined;
  readonly onlyCross?: boolean | undefined;
  /** Of the norm before attention; null for none (`groups`). */
  readonly attentionGroups?: number | null | undefined;
  /** What sums are divided by (1). */
  readonly scale?: number | undefined;
}

/** What a U-Net and what copies its way down have in common. */
export interface UNetTrunkOptions {
  /** Of what it sees. */
  readonly channels: number;
  /** The finest first. */
  readonly levels: readonly UNetLevel[];
  /** null for none. */
  readonly mid?: UNetMid | null | undefined;
  /** Of norms (32). */
  readonly groups?: number | undefined;
  /** Of norms (1e-5). */
  readonly epsilon?: number | undefined;
  /** What the time does in residual blocks ('shift'). */
  readonly conditioning?: 'shift' | 'scaleShift' | undefined;
  /** How a halved picture is padded ('symmetric'). */
  readonly downsamplePadding?: 'symmetric' | 'bottomRight' | undefined;
  /** How levels with attention halve and double the picture ('convolution'). */
  readonly downsampling?: 'convolution' | 'residual' | undefined;
  /** As `downsampling`. */
  readonly upsampling?: 'convolution' | 'residual' | undefined;
  /** Shows 2 x - 1 (false). */
  readonly centreInput?: boolean | undefined;
  /** Side of the first kernel (3). */
  readonly inKernel?: number | undefined;
  readonly time?: UNetTimeOptions | undefined;
  /** Rows of the table of classes; the last is told where a call tells none. */
  readonly labels?: number | undefined;
  /** Classes are numbers that are told as times are ('timestep'), or vectors, linearly mapped or as they are ('projection', 'identity'). */
  readonly labelKind?: 'table' | 'timestep' | 'identity' | 'projection' | undefined;
  /** Width of the vectors of 'projection'. */
  readonly labelWidth?: number | undefined;
  /** Channels of what is told, [B, T, contextWidth]. */
  readonly contextWidth?: number | undefined;
  /** Channels of the states that callers have, mapped to `contextWidth` first. */
  readonly statesWidth?: number | undefined;
  /** Attention maps by a matrix, not by a 1x1 convolution: the same numbers in other files (false). */
  readonly linearProjection?: boolean | undefined;
  /** Stable Diffusion XL's second condition: a vector of the text and sizes of the picture. */
  readonly textAndSizes?: { readonly textWidth: number; readonly sizeWidth: number; readonly sizes: number } | undefined;
  /** Vectors of residual blocks pass no SiLU before they are mapped (false). */
  readonly skipTimeActivation?: boolean | undefined;
  /** What sums of blocks of kind 'residual' are divided by (1). */
  readonly residualScale?: number | undefined;
}

/** How the time is told. */
export interface UNetTimeOptions {
  /** By sines of the time, by sines of its logarithm, or by a table ('positional'). */
  readonly kind?: 'positional' | 'fourier' | 'learned' | undefined;
  /** Of the vector that blocks are told (4 times the finest channels). */
  readonly width?: number | undefined;
  /** true. */
  readonly cosineFirst?: boolean | undefined;
  /** 0. */
  readonly frequencyShift?: number | undefined;
  /** Rows of the table. */
  readonly steps?: number | undefined;
  /** Width of something else that is told with the time. */
  readonly condition?: number | undefined;
}

/** Options of {@link UNet2d}. */
export interface UNet2dOptions extends UNetTrunkOptions {
  /** Of what it says (channels). */
  readonly outChannels?: number | undefined;
  /** Side of the last kernel (3). */
  readonly outKernel?: number | undefined;
}
