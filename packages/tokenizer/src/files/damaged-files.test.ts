import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { isTokenizerError } from '../errors.ts';
import { cl100k } from '../presets/index.ts';
import { gguf } from '../testing/write-gguf.ts';
import { openTokenizer, type OpenTokenizerOptions } from './open-tokenizer.ts';

const ROUNDS = 500;
const file = (name: string): Uint8Array => readFileSync(new URL(`sentencepiece/${name}`, import.meta.url));
const tokens = ['<unk>', '<s>', '</s>', '▁a', 'a', 'b', 'ab', '▁', ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`)];
const json = JSON.stringify({
  version: '1.0',
  added_tokens: [{ id: 0, content: '<s>', special: true, normalized: false, single_word: false, lstrip: true, rstrip: false }],
  normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }] },
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  post_processor: null,
  model: { type: 'BPE', dropout: null, unk_token: null, fuse_unk: false, byte_fallback: false, ignore_merges: false, vocab: { '<s>': 0, a: 1, b: 2, ab: 3, 'Ġ': 4 }, merges: [['a', 'b']] },
});
const encoder = new TextEncoder();

const whole: readonly (readonly [name: string, bytes: Uint8Array, options: OpenTokenizerOptions])[] = [
  ['llama.model', file('llama.model'), {}],
  ['unigram.model', file('unigram.model'), {}],
  ['tokenizer.json', encoder.encode(json), {}],
  ['ranks.tiktoken', encoder.encode(Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}\n`).join('')), { preset: { ...cl100k, specialTokens: {} } }],
  ['llama.gguf', gguf([
    ['general.name', 'string', 'x'],
    ['tokenizer.ggml.model', 'string', 'llama'],
    ['tokenizer.ggml.tokens', 'strings', tokens],
    ['tokenizer.ggml.scores', 'floats', tokens.map((_, id) => -id)],
    ['tokenizer.ggml.token_type', 'ints', tokens.map((_, id) => (id === 0 ? 2 : id < 3 ? 3 : id < 8 ? 1 : 6))],
    ['tokenizer.ggml.add_bos_token', 'flag', true],
  ]), {}],
];

/** Mulberry32: the same changes in every run. */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some bytes changed, left out or put twice; or the end cut off. */
function damaged(bytes: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  const below = (limit: number): number => Math.floor(random() * limit);
  const result = Array.from(bytes);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    // Lengths and types stand at the beginning of things.
    const at = random() < 0.3 ? below(Math.min(64, result.length)) : below(result.length);
    const kind = below(5);
    if (kind === 0) result.length = at;
    else if (kind === 1) result.splice(at, 1 + below(8));
    else if (kind === 2) result.splice(at, 0, ...result.slice(at, at + 1 + below(8)));
    else result[at] = random() < 0.3 ? 0xff : below(256);
    if (result.length === 0) break;
  }
  return new Uint8Array(result);
}

describe.each(whole)('a damaged %s', (name, bytes, options) => {
  it('is a tokenizer that works, or an error that says why not', async () => {
    const random = generator(11);
    let opened = 0;
    for (let round = 0; round < ROUNDS; round++) {
      try {
        const tokenizer = await openTokenizer({ [name]: new Blob([damaged(bytes, random)]) }, options);
        const { ids } = tokenizer.encode('ab a\n한 <s>');
        expect(typeof tokenizer.decode(ids)).toBe('string');
        opened++;
      } catch (error) {
        if (!isTokenizerError(error)) throw new Error(`round ${round}`, { cause: error });
      }
    }
    // Some changes do no harm, and some do.
    expect(opened).toBeGreaterThan(0);
    expect(opened).toBeLessThan(ROUNDS);
  });
  it('opens when it is whole', async () => {
    expect((await openTokenizer({ [name]: new Blob([bytes as Uint8Array<ArrayBuffer>]) }, options)).vocabularySize).toBeGreaterThan(4);
  });
});
