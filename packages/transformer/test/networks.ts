import { type BackendName, selectBackend } from '@figment/core/backend';
import type { Tensor } from '@figment/core';
import { download, memory, tidy, upload } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import { beforeAll, describe, expect } from 'vitest';

import { encoderArchitecture, decoderArchitecture, sequenceToSequenceArchitecture } from '../src/config/resolve.ts';
import { sequenceToSequenceConfig } from '../src/config/sequence-to-sequence.ts';
import { textEncoderConfig } from '../src/config/text-encoder.ts';
import { transformerConfig } from '../src/config/transformer.ts';
import { TransformerNetwork } from '../src/network/index.ts';

/** Runs a block of tests once on each backend, which is started before the first. */
export function onEachBackend(block: (backend: BackendName) => void): void {
  describe.each([{ backend: 'cpu' }, { backend: 'wasm' }] as const)('on $backend', ({ backend }) => {
    beforeAll(async () => { await selectBackend({ prefer: backend }); }, 60_000);
    block(backend);
  });
}

export const VOCABULARY = 40;

const sizes = { layers: 2, width: 16, heads: 4, context: 128 } as const;

/** Language models that each have something the others have not. */
export const decoders: Readonly<Record<string, object>> = {
  gpt: {},
  gpt2: { preset: 'gpt2' },
  neox: { preset: 'neox', rotary: { fraction: 0.5 } },
  'llama, grouped queries': { preset: 'llama', keyValueHeads: 2 },
  'llama 3.1': { preset: 'llama', keyValueHeads: 1, rotary: { scaling: { kind: 'llama3', factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 16 } } },
  'mistral, window 3': { preset: 'mistral', keyValueHeads: 2, attention: { window: 3 } },
  qwen3: { preset: 'qwen3', headWidth: 6 },
  'gemma 3, window 4': { preset: 'gemma3', layers: 3, keyValueHeads: 2, attention: { window: 4, local: [true, false, true], scale: 0.3 } },
  'soft caps': { preset: 'gemma3', attention: { window: 4, softCap: 2 }, logits: { softCap: 3 } },
  mixtral: { preset: 'mixtral', keyValueHeads: 2, feedForward: { experts: { count: 4, perToken: 2 } } },
  'relative biases': { preset: 'llama', rotary: false, relativeBias: { buckets: 8, maxDistance: 16 } },
  'norms behind': { preset: 'gpt2', norm: { placement: 'post', final: false }, embedding: { positions: 'sinusoidal', norm: true } },
};

/** Encoder-decoders, by preset. */
export const translators = ['modern', 't5', 'bart', 'marian'] as const;

/** What a test would not see where all biases are 0 and all gains 1: every parameter gets numbers of its own. */
function stir(network: TransformerNetwork): TransformerNetwork {
  for (const [i, [, parameter]] of [...network.namedParameters()].entries()) {
    tidy(() => { parameter.assign(upload({ data: normalArray(key(100 + i), parameter.size, { standardDeviation: 0.3 }), shape: parameter.shape })); });
  }
  return network;
}

export const decoderOf = (config: object = {}): TransformerNetwork => stir(new TransformerNetwork(key(1), decoderArchitecture(transformerConfig.parse({ ...sizes, ...config }), { vocabulary: VOCABULARY })));
export const encoderOf = (config: object = {}): TransformerNetwork => stir(new TransformerNetwork(key(1), encoderArchitecture(textEncoderConfig.parse({ ...sizes, ...config }), { vocabulary: VOCABULARY })));
export const translatorOf = (config: object = {}): TransformerNetwork =>
  stir(new TransformerNetwork(key(1), sequenceToSequenceArchitecture(sequenceToSequenceConfig.parse({ ...sizes, ...config }), { vocabulary: VOCABULARY })));

/** Ids without a pattern, the same at each run. */
export const text = (length: number, seed = 0): number[] => Array.from({ length }, (_, i) => Math.abs(Math.imul(i + 1 + 101 * seed, 2_654_435_761) >> 7) % VOCABULARY);

/** int32 [B, T] */
export const rows = (...texts: readonly (readonly number[])[]): Tensor => upload({ data: Int32Array.from(texts.flat()), shape: [texts.length, texts[0]?.length ?? 0] });

/** The numbers of a tensor that `make` makes, row by row of its last axis. */
export async function numbersOf(make: () => Tensor): Promise<Float32Array[]> {
  const made = tidy(make);
  const { data, shape } = await download(made);
  made.dispose();
  const width = shape.at(-1) ?? 1;
  return Array.from({ length: data.length / width }, (_, row) => Float32Array.from(data.subarray(row * width, (row + 1) * width)));
}

/** Element by element, within `atol`. */
export function expectClose(actual: readonly ArrayLike<number>[], expected: readonly ArrayLike<number>[], atol = 2e-5): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  for (const [row, numbers] of actual.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const difference = Math.abs((numbers[i] as number) - (expected[row]?.[i] as number));
      expect(difference <= atol, `row ${row}, element ${i}: ${numbers[i]}, expected ${expected[row]?.[i]}`).toBe(true);
    }
  }
}

/** Runs `work` and checks that it left no tensor behind. */
export async function expectNoLeak(work: () => unknown): Promise<void> {
  const before = memory().numTensors;
  await work();
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}
