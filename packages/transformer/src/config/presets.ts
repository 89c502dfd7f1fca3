import type { Experts, Head, Norm, RelativeBias, Rotary, Tower } from '../architecture/architecture.ts';
import type { SequenceToSequenceConfig } from './sequence-to-sequence.ts';
import type { TextEncoderConfig } from './text-encoder.ts';
import type { TransformerConfig } from './transformer.ts';

/** What a family of models has in common, whatever their sizes. */
export interface Style {
  readonly norm: Norm & { readonly placement: Tower['normPlacement']; readonly final: boolean };
  readonly parallel: boolean;
  readonly embedding: Omit<Tower['embedding'], 'scale'> & {
    /** Of token embeddings, by the width. */
    readonly scale: 'one' | 'squareRoot';
  };
  readonly rotary: Rotary | undefined;
  readonly relativeBias: RelativeBias | undefined;
  readonly attention: Omit<Tower['attention'], 'scale' | 'local'> & {
    /** What scores are multiplied with, where it is not 1 / sqrt(headWidth). */
    readonly scale: number | undefined;
    /** Every how many layers one sees all positions, the others their window: 1 = all do, Infinity = none does. */
    readonly globalEvery: number;
  };
  readonly feedForward: Omit<Tower['feedForward'], 'experts'> & { readonly experts: Experts | undefined };
  /** Hidden units for each of width. */
  readonly expansion: number;
  readonly tied: boolean;
  /** An encoder's positions see themselves and those before them only. */
  readonly causal?: boolean;
  readonly head: Pick<Head, 'bias' | 'transform' | 'softCap'> & {
    /** Of hidden states before a tied head. */
    readonly scale: 'one' | 'inverseSquareRoot';
  };
}

/** Recipe for small models: norms before each half, rotary positions (Su et al. 2021), tied embeddings, GELU. */
const gpt: Style = {
  norm: { kind: 'layer', epsilon: 1e-5, bias: true, unitOffset: false, placement: 'pre', final: true },
  parallel: false,
  embedding: { scale: 'one', norm: false, positions: 'none', positionOffset: 0, tokenTypes: 0 },
  rotary: { base: 10_000, localBase: undefined, fraction: 1, scaling: undefined },
  relativeBias: undefined,
  attention: { bias: false, outputBias: false, scale: undefined, softCap: undefined, queryKeyNorm: false, window: undefined, globalEvery: 1 },
  feedForward: { kind: 'geluTanh', bias: true, experts: undefined },
  expansion: 4,
  tied: true,
  head: { scale: 'one', bias: false, softCap: undefined, transform: 'none' },
};

const biased = { ...gpt.attention, bias: true, outputBias: true };
const gelu = { ...gpt.feedForward, kind: 'gelu' } as const;

/** Radford et al. 2019, "Language models are unsupervised multitask learners". */
const gpt2: Style = { ...gpt, attention: biased, rotary: undefined, embedding: { ...gpt.embedding, positions: 'learned' } };

/** Black et al. 2022, arXiv:2204.06745. */
const neox: Style = { ...gpt, attention: biased, feedForward: gelu, parallel: true, tied: false, rotary: { ...(gpt.rotary as Rotary), fraction: 0.25 } };

/** Touvron et al. 2023, arXiv:2302.13971 and 2307.09288. */
const llama: Style = {
  ...gpt,
  norm: { ...gpt.norm, kind: 'rms', bias: false },
  feedForward: { kind: 'swiglu', bias: false, experts: undefined },
  expansion: 8 / 3,
  tied: false,
};

/** Jiang et al. 2023, arXiv:2310.06825. */
const mistral: Style = { ...llama, attention: { ...llama.attention, window: 4096, globalEvery: Infinity } };

const farReaching: Rotary = { ...(gpt.rotary as Rotary), base: 1_000_000 };

/** Yang et al. 2024, arXiv:2407.10671. */
const qwen2: Style = { ...llama, norm: { ...llama.norm, epsilon: 1e-6 }, rotary: farReaching, tied: true, attention: { ...llama.attention, bias: true } };

/** Yang et al. 2025, arXiv:2505.09388. */
const qwen3: Style = { ...qwen2, attention: { ...llama.attention, queryKeyNorm: true } };

/** Gemma Team 2025, arXiv:2503.19786. */
const gemma3: Style = {
  ...llama,
  norm: { ...llama.norm, epsilon: 1e-6, unitOffset: true, placement: 'sandwich' },
  embedding: { ...llama.embedding, scale: 'squareRoot' },
  rotary: { ...farReaching, localBase: 10_000 },
  attention: { ...llama.attention, queryKeyNorm: true, window: 512, globalEvery: 6 },
  feedForward: { ...llama.feedForward, kind: 'gegluTanh' },
  expansion: 4,
  tied: true,
};

/** Jiang et al. 2024, arXiv:2401.04088. */
const mixtral: Style = { ...llama, rotary: farReaching, feedForward: { ...llama.feedForward, experts: { count: 8, perToken: 2, balance: 0.01 } } };

/** Devlin et al. 2018, arXiv:1810.04805. */
const bert: Style = {
  ...gpt2,
  norm: { ...gpt.norm, epsilon: 1e-12, placement: 'post', final: false },
  embedding: { ...gpt2.embedding, norm: true, tokenTypes: 2 },
  feedForward: gelu,
  head: { ...gpt.head, bias: true, transform: 'gelu' },
};

/** Radford et al. 2021, arXiv:2103.00020: its text encoder, which reads from the left, too. */
const clip: Style = { ...gpt2, feedForward: { ...gpt2.feedForward, kind: 'quickGelu' }, causal: true };

/** Raffel et al. 2020, arXiv:1910.10683. */
const t5: Style = {
  ...llama,
  norm: { ...llama.norm, epsilon: 1e-6 },
  rotary: undefined,
  relativeBias: { buckets: 32, maxDistance: 128 },
  attention: { ...llama.attention, scale: 1 },
  feedForward: { kind: 'relu', bias: false, experts: undefined },
  expansion: 4,
  tied: true,
  head: { ...gpt.head, scale: 'inverseSquareRoot' },
};

/** Lewis et al. 2019, arXiv:1910.13461. */
const bart: Style = {
  ...bert,
  norm: { ...bert.norm, epsilon: 1e-5 },
  embedding: { ...bert.embedding, tokenTypes: 0, positionOffset: 2 },
  head: { ...gpt.head, bias: true },
};

/** Junczys-Dowmunt et al. 2018, arXiv:1804.00344; as trained for OPUS-MT. */
const marian: Style = {
  ...bart,
  embedding: { ...gpt.embedding, positions: 'sinusoidal', scale: 'squareRoot' },
  feedForward: { ...gpt.feedForward, kind: 'silu' },
};

/** What the fields left out of a config follow, by its `preset`. */
export const decoderStyles: Readonly<Record<TransformerConfig['preset'], Style>> = { gpt, gpt2, neox, llama, mistral, qwen2, qwen3, gemma3, mixtral };
export const encoderStyles: Readonly<Record<TextEncoderConfig['preset'], Style>> = { bert, clip, modern: { ...gpt, head: { ...gpt.head, bias: true } } };
export const sequenceToSequenceStyles: Readonly<Record<SequenceToSequenceConfig['preset'], Style>> = {
  modern: { ...gpt, attention: biased, embedding: { ...gpt.embedding, scale: 'squareRoot' } },
  t5, bart, marian,
};
