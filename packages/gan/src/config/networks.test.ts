import { selectBackend } from '@figment/core/backend';
import type { Module } from '@figment/core/nn';
import { mean, mul, neg, ones, softplus, tensor, tidy, valueAndGrads } from '@figment/core/ops';
import { key, normal, split } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { Pass } from '../networks/pass.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import { checkNetworks, createDiscriminator, createGenerator, networkFields, type NetworksConfig } from './networks.ts';

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

const schema = z.object(networkFields).superRefine(checkNetworks);
const configOf = (config: z.input<typeof schema>): NetworksConfig => schema.parse(config);
const sizeOf = (module: Module): number => [...module.namedParameters()].reduce((total, [, parameter]) => total + parameter.size, 0);
const small = { channels: 2, maxChannels: 8 };
const norms = (gradients: readonly { dataSync(): ArrayLike<number> }[]): number[] => gradients.map((gradient) => Array.from(gradient.dataSync()).reduce((total, x) => total + x * x, 0));

describe('networks by config', () => {
  it('are by default as small as is enough for clothes', () => {
    const config = configOf({ image: { size: 32, channels: 1 } });
    const generator = createGenerator(config, key(1)), discriminator = createDiscriminator(config, key(2));
    // Linear, 4 convolutions and 4 norms; 3 convolutions and a map of 4 x 4 x (128 + 1).
    expect(sizeOf(generator)).toBe(65 * 2048 + 9 * (128 * 64 + 64 * 32 + 32 * 16 + 16) + 64 + 32 + 16 + 1 + 2 * (128 + 64 + 32 + 16));
    expect(sizeOf(discriminator)).toBe(16 * (32 + 32 * 64 + 64 * 128) + 32 + 64 + 128 + 16 * 129 + 1);
    generator.dispose();
    discriminator.dispose();
  });

  it.each([
    ['upsampling', 32, {}, { kind: 'convolutional' }],
    ['dcgan', 28, {}, { kind: 'convolutional', norm: 'batch' }],
    ['residual', 24, { spectralNorm: true }, { kind: 'residual', spectralNorm: true, minibatchStddev: 0 }],
    ['style', 20, {}, { kind: 'residual' }],
    ['style', 8, { outputs: 'residual' }, { kind: 'convolutional', norm: 'group', spectralNorm: true }],
    ['upsampling', 128, {}, { kind: 'convolutional', norm: 'instance' }],
  ] as const)('draw (%s, %i px) and judge by class, and let every weight learn', (kind, size, ofGenerator, ofDiscriminator) => {
    const config = configOf({
      image: { size, channels: 3 }, latent: 5, condition: 'class', classes: 3,
      generator: { kind, ...small, styleSize: 4, mappingLayers: 2, ...ofGenerator }, discriminator: { ...small, ...ofDiscriminator },
    });
    const generator = createGenerator(config, key(1)), discriminator = createDiscriminator(config, key(2));
    tidy(() => {
      const labels = tensor([0, 1, 2, 0], [4], 'int32');
      const [forLatents, forPass] = split(key(3), 2);
      const latents = normal(forLatents, [4, 5]);
      const pass = new Pass({ training: true, key: forPass });
      const judged = (way: Pass) => discriminator.judge(generator.synthesize(generator.styles(latents, labels, way), labels, way), labels, way);
      const pictures = generator.synthesize(generator.styles(latents, labels, pass), labels, pass);
      expect(pictures.shape).toEqual([4, size, size, 3]);
      const { logits, features } = discriminator.judge(pictures, labels, pass);
      expect(logits.shape).toEqual([4]);
      expect([features.rank, features.shape[0]]).toEqual([2, 4]);
      const weights = [...generator.namedParameters(), ...discriminator.namedParameters()];
      const { gradients } = valueAndGrads(() => mean(softplus(neg(judged(new Pass({ training: true, key: forPass })).logits))), weights.map(([, weight]) => weight));
      expect(weights.filter((_, i) => !(norms(gradients)[i]! > 0)).map(([name]) => name)).toEqual([]);
      const others = generator.synthesize(generator.styles(latents, tensor([1, 1, 1, 1], [4], 'int32'), pass), tensor([1, 1, 1, 1], [4], 'int32'), new Pass({ training: true, key: forPass }));
      expect(Array.from(others.dataSync())).not.toEqual(Array.from(pictures.dataSync()));
    });
    generator.dispose();
    discriminator.dispose();
  });

  it('let places take from each other where asked to, and from the first step on learn how much', () => {
    const config = configOf({ image: { size: 24, channels: 1 }, generator: { kind: 'residual', ...small, attention: 12 }, discriminator: { kind: 'residual', ...small, attention: 12 } });
    const generator = createGenerator(config, key(1)), discriminator = createDiscriminator(config, key(2));
    tidy(() => {
      const pass = new Pass({ training: true });
      const judged = () => discriminator.judge(generator.synthesize(generator.styles(normal(key(3), [4, 64]), undefined, pass), undefined, pass), undefined, pass);
      const scales = [...generator.namedParameters(), ...discriminator.namedParameters()].filter(([name]) => name === 'attention.scale');
      expect(scales).toHaveLength(2);
      const { gradients } = valueAndGrads(() => mean(judged().logits), scales.map(([, scale]) => scale));
      for (const norm of norms(gradients)) expect(norm).toBeGreaterThan(0);
    });
    generator.dispose();
    discriminator.dispose();
  });

  it('refuse attention at a side that their features do not have', () => {
    const asked = { image: { size: 24, channels: 1 as const }, generator: { kind: 'residual' as const, ...small }, discriminator: { kind: 'residual' as const, ...small } };
    const { error } = schema.safeParse({ ...asked, generator: { ...asked.generator, attention: 6 }, discriminator: { ...asked.discriminator, attention: 24 } });
    const rules = ['must be 0 or a side of its features (24, 12) for pictures of 24 pixels, got 6', 'must be 0 or a side of its features (12, 6) for pictures of 24 pixels, got 24'];
    expect(error?.issues).toMatchObject([{ path: ['generator', 'attention'], message: rules[0] }, { path: ['discriminator', 'attention'], message: rules[1] }]);
    const config = configOf(asked);
    expect(() => createGenerator({ ...config, generator: { ...config.generator, attention: 6 } }, key(1))).toThrow(`generator.attention ${rules[0]!}.`);
    expect(() => createDiscriminator({ ...config, discriminator: { ...config.discriminator, attention: 24 } }, key(2))).toThrow(`discriminator.attention ${rules[1]!}.`);
  });

  it('are the same for the same key', () => {
    const config = configOf({ image: { size: 8, channels: 1 }, generator: { kind: 'style', ...small }, discriminator: { spectralNorm: true, ...small } });
    for (const create of [createGenerator, createDiscriminator]) {
      const [one, twin] = [create(config, key(1)), create(config, key(1))];
      const twins = new Map([...twin.namedParameters(), ...twin.namedBuffers()]);
      for (const [name, variable] of [...one.namedParameters(), ...one.namedBuffers()]) expect(Array.from(variable.dataSync()), name).toEqual(Array.from(twins.get(name)!.dataSync()));
      one.dispose();
      twin.dispose();
    }
  });

  it.each([[30, '28 or 32'], [100, '96 or 112'], [9, '8 or 10'], [36, '32 or 40']])('refuse a side of %i pixels and name the next that fit', (size, others) => {
    const { error } = schema.safeParse({ image: { size, channels: 1 } });
    expect(error?.issues).toMatchObject([{ path: ['image', 'size'], message: `must be 4, 5, 6 or 7 times a power of two, from 8 (here ${others}), got ${size}` }]);
    const config = { ...configOf({}), image: { size, channels: 1 } };
    expect(() => createGenerator(config, key(1))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
    expect(() => createDiscriminator(config, key(1))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
  });

  it('ask for labels where there are classes', () => {
    const config = configOf({ image: { size: 8, channels: 1 }, condition: 'class', classes: 2, generator: small, discriminator: small });
    const generator = createGenerator(config, key(1)), discriminator = createDiscriminator(config, key(2));
    tidy(() => {
      const pass = new Pass({ training: false });
      expect(() => generator.synthesize(generator.styles(ones([1, 64]), undefined, pass), undefined, pass)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error);
      expect(() => discriminator.judge(mul(ones([1, 8, 8, 1]), 0), undefined, pass)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error);
    });
    generator.dispose();
    discriminator.dispose();
  });
});
