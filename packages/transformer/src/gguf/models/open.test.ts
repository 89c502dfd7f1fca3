import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { download, dispose, memory, tidy, upload } from '@figment/core/ops';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { TransformerNetwork } from '../../network/transformer-network.ts';
import { openGguf } from '../index.ts';
import { llama3Factors, scalingOfFactors } from './rope-factors.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

/** Made by transformers 5.23.0 and gguf 0.19.0, with llama.cpp's rules: ../fixtures/reference.py. */
const folder = new URL('../fixtures/', import.meta.url);
const reference = JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8')) as Readonly<Record<string, { readonly ids: number[]; readonly logits: number[][] }>>;
const pathOf = (name: string): string => fileURLToPath(new URL(`${name}.gguf`, folder));
const blobOf = (name: string): Blob => new Blob([readFileSync(pathOf(name))]);

/** The file with a text in it replaced by one as long. */
function replaced(name: string, text: string, by: string): Blob {
  const bytes = readFileSync(pathOf(name));
  bytes.write(by, bytes.indexOf(text), 'latin1');
  return new Blob([bytes]);
}

/** The file with another value of a number of 32 bits. */
function changed(name: string, field: string, value: number): Blob {
  const bytes = readFileSync(pathOf(name));
  const key = Buffer.from([field.length, 0, 0, 0, 0, 0, 0, 0, ...Buffer.from(field)]);
  bytes.writeUInt32LE(value, bytes.indexOf(key) + key.length + 4);
  return new Blob([bytes]);
}

async function codeOf(call: () => Promise<unknown>): Promise<unknown> {
  return call().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? [error.code, error.message] : error));
}

describe('openGguf', () => {
  it.each(Object.keys(reference))('gives the logits of transformers: %s', async (name) => {
    const { ids, logits } = reference[name]!;
    const model = await openGguf(pathOf(name));
    const network = model.modules['network'] as TransformerNetwork;
    const got = tidy(() => network.logits(network.decode(upload({ data: Int32Array.from(ids), shape: [1, ids.length] })).hidden));
    const { data } = await download(got);
    const last = Array.from(data.slice(-2 * logits[0]!.length));
    for (const [i, value] of logits.flat().entries()) expect(Math.abs(last[i]! - value)).toBeLessThan(2e-5);
    dispose(got);
    model.dispose();
  });

  it('brings the tokenizer, its template, and the ids that begin and end texts', async () => {
    const model = await openGguf(blobOf('qwen2'));
    expect(model.config).toMatchObject({ ids: { begin: 0, end: [2, 0] } });
    expect([...model.tokenizer!.encode('ab ab').ids]).toEqual([30, 31]);
    expect((model.tokenizer as unknown as { config: { chatTemplates: object } }).config.chatTemplates).toHaveProperty('default');
    model.dispose();
    const without = await openGguf(blobOf('qwen2'), undefined, { tokenizer: false });
    expect(without.tokenizer).toBeUndefined();
    without.dispose();
  });

  it('tells how much was read', async () => {
    const told: number[] = [];
    const model = await openGguf(blobOf('llama'), undefined, { onProgress: ({ loaded, total }) => { told.push(loaded / total); } });
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    model.dispose();
  });

  it.each<[string, () => Blob | string, string, string]>([
    ['a path where nothing is', () => pathOf('none'), 'FILE_NOT_FOUND', 'there is none'],
    ['an architecture that there is not', () => replaced('llama', 'llama', 'mamba'), 'ARCHITECTURE_UNSUPPORTED', 'general.architecture "mamba" is not supported; these are: llama, qwen2, qwen3, gemma3, gpt2, gptneox.'],
    ['a field that is missing', () => replaced('llama', 'llama.block_count', 'llama.block_coumt'), 'GGUF_INVALID', 'llama.block_count must be a number, and is missing'],
    ['weights that are missing or surplus', () => replaced('llama', 'blk.1.attn_q.weight', 'blk.1.attn_z.weight'), 'CHECKPOINT_MISMATCH', 'it lacks blk.1.attn_q.weight; it has, without a place for it, blk.1.attn_z.weight'],
    ['weights of other sizes than it says', () => changed('llama', 'llama.feed_forward_length', 48), 'CHECKPOINT_MISMATCH', 'does not fit its metadata (llama.block_count 2, llama.embedding_length 32, llama.attention.head_count 4, llama.attention.head_count_kv 2, llama.feed_forward_length 48, llama.context_length 64): it has blk.0.ffn_gate.weight of shape [32, 32], which must be [48, 32]'],
    ['heads that do not share its width', () => changed('llama', 'llama.attention.head_count', 3), 'GGUF_INVALID', 'gguf: llama.embedding_length must be a multiple of llama.attention.head_count (3), got 32.'],
    ['sizes that can not be, by its own names', () => changed('llama', 'llama.attention.head_count_kv', 3), 'GGUF_INVALID', 'gguf: llama.attention.head_count_kv: must be a divisor of llama.attention.head_count (4), got 3.'],
    ['no language model', () => blobOf('types'), 'ARCHITECTURE_UNSUPPORTED', 'general.architecture "none"'],
  ])('refuses %s', async (_, source, code, message) => {
    expect(await codeOf(() => openGguf(source()))).toEqual([code, expect.stringContaining(message)]);
  });

  it('names types of weights that can\'t be read', async () => {
    const bytes = readFileSync(pathOf('llama'));
    const name = 'blk.0.ffn_down.weight';
    // After the name: axes, two lengths, the type. IQ4_NL has blocks as large as Q4_0's, smaller than what is stored.
    bytes.writeUInt32LE(20, bytes.indexOf(name) + name.length + 4 + 16);
    expect(await codeOf(() => openGguf(new Blob([bytes])))).toEqual(['GGUF_INVALID', expect.stringContaining(`has weights of the types IQ4_NL (${name}), which can't be read; what can is F32, F16, BF16`)]);
  });
});

describe('factors of rotary wavelengths', () => {
  const wavelengths = (count: number, base: number): number[] => Array.from({ length: count }, (_, i) => 2 * Math.PI * base ** (i / count));

  it.each([
    { factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 8192, base: 500_000, count: 64 },
    { factor: 32, lowFrequency: 1, highFrequency: 4, originalContext: 8192, base: 500_000, count: 32 },
    { factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 64, base: 10_000, count: 16 },
    { factor: 4, lowFrequency: 2, highFrequency: 8, originalContext: 512, base: 10_000, count: 64 },
    { factor: 8, lowFrequency: 1, highFrequency: 1.01, originalContext: 100, base: 10_000, count: 4 },
  ])('tell Llama 3\'s scaling: $originalContext times $factor', ({ base, count, ...scaling }) => {
    const factors = llama3Factors({ kind: 'llama3', ...scaling }, wavelengths(count, base));
    const found = scalingOfFactors(Float32Array.from(factors), base);
    expect(found?.kind).toBe('llama3');
    for (const [i, factor] of llama3Factors(found as Parameters<typeof llama3Factors>[0], wavelengths(count, base)).entries()) expect(Math.abs(factor / factors[i]! - 1)).toBeLessThan(2e-4);
  });

  it('tell a linear one, none, and what follows no rule', () => {
    expect(scalingOfFactors([4, 4, 4, 4], 10_000)).toEqual({ kind: 'linear', factor: 4 });
    expect(scalingOfFactors([1, 1, 1, 1], 10_000)).toBeUndefined();
    expect(scalingOfFactors([8, 1, 5, 1], 10_000)).toBeUndefined();
  });
});
