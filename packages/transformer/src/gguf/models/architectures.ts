import { FigmentError } from '@figment/core';

import type { Json } from '../../huggingface/config/field.ts';
import type { WeightNames } from '../../huggingface/families/family.ts';
import type { GgufMetadata } from './metadata.ts';
import { names, packedNames } from './names.ts';

/** A kind of model of llama.cpp's, as data. */
export interface GgufArchitecture {
  readonly preset: string;
  /** llama.cpp's layers by ours. */
  readonly names: WeightNames;
  /** Rows of queries and keys lie so that neighbours are turned together, as in the first Llama; ours turn halves of each head. */
  readonly isInterleaved?: boolean;
  /** Weights of norms have 1 added, ours have not. */
  readonly hasUnitOffset?: boolean;
  /** What it says beside what all say. */
  readonly config: (metadata: GgufMetadata, shared: SharedConfig) => Json;
}

/** What all architectures say in the same fields. */
export interface SharedConfig {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

const rms = (metadata: GgufMetadata): Json => ({ epsilon: metadata.number('attention.layer_norm_rms_epsilon') });
const layerNorm = (metadata: GgufMetadata): Json => ({ epsilon: metadata.number('attention.layer_norm_epsilon', 1e-5) });

/** A window in all layers, where there is one. */
const windowed = (metadata: GgufMetadata): Json => {
  const window = metadata.number('attention.sliding_window', undefined);
  return window === undefined ? {} : { attention: { window, local: true } };
};

const llamaLike = (metadata: GgufMetadata): Json => ({ norm: rms(metadata), ...windowed(metadata) });

/** By `general.architecture`. Llama's covers Mistral and Mixtral. */
const architectures: Readonly<Record<string, GgufArchitecture>> = {
  llama: { preset: 'llama', names, isInterleaved: true, config: llamaLike },
  qwen2: { preset: 'qwen2', names, config: llamaLike },
  qwen3: { preset: 'qwen3', names, config: llamaLike },
  gemma3: { preset: 'gemma3', names, hasUnitOffset: true, config: gemma3 },
  gpt2: { preset: 'gpt2', names: packedNames, config: (metadata) => ({ norm: layerNorm(metadata), rotary: false }) },
  gptneox: {
    preset: 'neox',
    names: packedNames,
    config: (metadata) => ({ norm: layerNorm(metadata), parallel: metadata.get('use_parallel_residual') ?? true }),
  },
};

/** @throws FigmentError `ARCHITECTURE_UNSUPPORTED` listing those that are */
export function architectureNamed(name: unknown, file: string): GgufArchitecture {
  if (typeof name === 'string' && Object.hasOwn(architectures, name)) return architectures[name]!;
  throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `${file}: general.architecture ${JSON.stringify(name)} is not supported; these are: ${Object.keys(architectures).join(', ')}.`);
}

/** Layers of Gemma 3 27B, whose scores alone are scaled by the width of a head that its heads would have if they shared the model's. */
const LAYERS_27B = 62;

function gemma3(metadata: GgufMetadata, { layers, width, heads, headWidth }: SharedConfig): Json {
  const given = metadata.get('attention.sliding_window_pattern');
  const pattern = typeof given === 'number' ? given : 6;
  const softCap = metadata.number('final_logit_softcapping', undefined);
  return {
    norm: rms(metadata),
    embedding: { scale: Math.sqrt(width) },
    rotary: { localBase: metadata.number('rope.freq_base_swa', 10_000) },
    attention: {
      window: metadata.number('attention.sliding_window', 1024),
      local: Array.from({ length: layers }, (_, layer) => (Array.isArray(given) ? given[layer] === true : (layer + 1) % pattern !== 0)),
      scale: (layers === LAYERS_27B ? width / heads : headWidth) ** -0.5,
    },
    ...(softCap !== undefined && { logits: { softCap } }),
  };
}
