import { describe, expect, it } from 'vitest';

import type { Tower } from '../architecture/architecture.ts';
import { decoderArchitecture, encoderArchitecture, sequenceToSequenceArchitecture } from './resolve.ts';
import { sequenceToSequenceConfig } from './sequence-to-sequence.ts';
import { textEncoderConfig } from './text-encoder.ts';
import { transformerConfig } from './transformer.ts';

const sizes = { vocabulary: 100 };
const decoder = (config: object): ReturnType<typeof decoderArchitecture> => decoderArchitecture(transformerConfig.parse(config), sizes);
const tower = (config: object): Tower => decoder(config).decoder as Tower;
const encoder = (config: object): ReturnType<typeof encoderArchitecture> => encoderArchitecture(textEncoderConfig.parse(config), sizes);
const translator = (config: object): ReturnType<typeof sequenceToSequenceArchitecture> => sequenceToSequenceArchitecture(sequenceToSequenceConfig.parse(config), sizes);

describe('presets are the published models', () => {
  it('gpt2', () => {
    expect(decoder({ preset: 'gpt2' })).toMatchObject({
      kind: 'decoder', vocabulary: 100, encoder: undefined, head: { tied: true, bias: false, scale: 1, transform: 'none' },
      decoder: { causal: true, cross: false, hidden: 512, normPlacement: 'pre', finalNorm: true, norm: { kind: 'layer', epsilon: 1e-5, bias: true }, embedding: { positions: 'learned', scale: 1 }, rotary: undefined, feedForward: { kind: 'geluTanh', bias: true }, attention: { bias: true, outputBias: true, scale: 1 / Math.sqrt(32) } },
    });
  });

  it('neox: side by side, a quarter of each head turned', () => {
    expect(tower({ preset: 'neox' })).toMatchObject({ parallel: true, rotary: { fraction: 0.25, base: 10_000 }, feedForward: { kind: 'gelu' } });
  });

  it('llama, mistral, qwen: gated, root mean squares, no biases but those of qwen 2', () => {
    expect(tower({ preset: 'llama' })).toMatchObject({ hidden: 352, norm: { kind: 'rms' }, feedForward: { kind: 'swiglu', bias: false }, attention: { bias: false, outputBias: false } });
    expect(tower({ preset: 'mistral' }).attention).toMatchObject({ window: 4096, local: [true, true, true, true] });
    expect(tower({ preset: 'qwen2' })).toMatchObject({ rotary: { base: 1e6 }, attention: { bias: true, outputBias: false } });
    expect(tower({ preset: 'qwen3' }).attention).toMatchObject({ bias: false, queryKeyNorm: true });
  });

  it('gemma3: five of six layers local, with a base of their own', () => {
    expect(tower({ preset: 'gemma3', layers: 7 })).toMatchObject({
      normPlacement: 'sandwich', norm: { unitOffset: true }, embedding: { scale: Math.sqrt(128) }, rotary: { base: 1e6, localBase: 1e4 },
      attention: { window: 512, queryKeyNorm: true, local: [true, true, true, true, true, false, true] },
    });
  });

  it('mixtral: two of eight experts', () => {
    expect(tower({ preset: 'mixtral' }).feedForward.experts).toEqual({ count: 8, perToken: 2, balance: 0.01 });
  });

  it('bert, t5, bart, marian', () => {
    expect(encoder({ preset: 'bert' })).toMatchObject({ kind: 'encoder', head: { transform: 'gelu', bias: true }, encoder: { causal: false, normPlacement: 'post', norm: { epsilon: 1e-12 }, embedding: { norm: true, tokenTypes: 2 } } });
    expect(translator({ preset: 't5' })).toMatchObject({ head: { scale: 1 / Math.sqrt(160) }, encoder: { relativeBias: { buckets: 32, maxDistance: 128 }, attention: { scale: 1 }, causal: false }, decoder: { cross: true, causal: true, feedForward: { kind: 'relu' } } });
    expect(translator({ preset: 't5', tied: false }).head?.scale).toBe(1);
    expect(translator({ preset: 'bart' })).toMatchObject({ head: { bias: true }, encoder: { embedding: { positionOffset: 2, norm: true, tokenTypes: 0 } } });
    expect(translator({ preset: 'marian' })).toMatchObject({ encoder: { embedding: { positions: 'sinusoidal', scale: Math.sqrt(160), norm: false }, feedForward: { kind: 'silu' } } });
  });
});

describe('what a config says', () => {
  it('stands in the place of its preset, field by field', () => {
    const told = { preset: 'llama', width: 64, heads: 4, keyValueHeads: 2, headWidth: 10, hidden: 100, tied: true, vocabulary: 7, norm: { epsilon: 0.05 }, rotary: { base: 5 }, attention: { softCap: 3 }, logits: { softCap: 2, scale: 0.1 } };
    expect(decoder(told)).toMatchObject({
      vocabulary: 7, head: { tied: true, softCap: 2, scale: 0.1 },
      decoder: { keyValueHeads: 2, headWidth: 10, hidden: 100, norm: { kind: 'rms', epsilon: 0.05 }, rotary: { base: 5, fraction: 1 }, attention: { softCap: 3, bias: false, scale: 1 / Math.sqrt(10) } },
    });
    expect(tower({ preset: 'gpt', rotary: false }).rotary).toBeUndefined();
    expect(tower({ preset: 'gpt2', rotary: {} }).rotary).toEqual({ base: 10_000, localBase: undefined, fraction: 1, scaling: undefined });
    expect(translator({ preset: 't5', relativeBias: false }).encoder?.relativeBias).toBeUndefined();
  });

  it('makes a window count in all layers where the preset has none', () => {
    expect(tower({ attention: { window: 8 } }).attention.local).toEqual([true, true, true, true]);
    expect(tower({ layers: 2, attention: { window: 8, local: [false, true] } }).attention.local).toEqual([false, true]);
    expect(tower({ preset: 'mistral', attention: { local: false } }).attention.local).toEqual([false, false, false, false]);
  });

  it('tells the decoder of a translator apart', () => {
    const { encoder, decoder } = translator({ layers: 4, decoderLayers: 2, heads: 5, decoderHeads: 4, decoderHidden: 99 });
    expect([encoder?.layers, encoder?.heads, encoder?.hidden]).toEqual([4, 5, 640]);
    expect([decoder?.layers, decoder?.heads, decoder?.hidden, decoder?.headWidth]).toEqual([2, 4, 99, 40]);
  });
});

describe('a config that can not be is refused, by its path', () => {
  it.each([
    [{ width: 66 }, 'width must be a multiple of heads (4), got 66.'],
    [{ keyValueHeads: 3 }, 'keyValueHeads must be a divisor of heads (4), got 3.'],
    [{ width: 12 }, "rotary.fraction must be one that turns an even number of a head's 3 channels, got 1, which turns 3."],
    [{ attention: { window: 4, local: [true] } }, 'attention.local must be one value for each of 4 layers, got 1 values.'],
    [{ attention: { local: true } }, 'attention.window must be given where layers see a window only, got undefined.'],
    [{ norm: { unitOffset: true } }, 'norm.unitOffset must be false where norm.kind is layer, got true.'],
    [{ parallel: true, norm: { placement: 'post' } }, "parallel must be false where norms come behind the sum or an encoder's states are read, got true."],
    [{ width: 9, heads: 1, rotary: false, embedding: { positions: 'sinusoidal' } }, 'width must be even for sinusoidal positions, got 9.'],
    [{ feedForward: { experts: { count: 2, perToken: 3 } } }, 'feedForward.experts.perToken must be at most count (2), got 3.'],
  ])('%j', (config, message) => {
    expect(() => decoder(config)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
  });

  it('of an encoder', () => {
    expect(() => encoder({ nextSentence: true })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: 'pooler must be true where nextSentence is, got false.' }));
  });
});
