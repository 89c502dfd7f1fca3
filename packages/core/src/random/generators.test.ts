import { describe, expect, it } from 'vitest';

import { goldenArray, goldenCase } from '../../test/golden.ts';
import { bits, foldIn, key, keyFromWords, philox4x32, split, threefry2x32 } from './index.ts';

describe.each([
  ['threefry2x32-20', threefry2x32, 2],
  ['philox4x32-10', philox4x32, 4],
] as const)('%s', (name, cipher, width) => {
  const { inputs, expected } = goldenCase(`random/${name}`);

  it.each([
    ['Random123 publishes', 'kat_'],
    ['its reference computes', ''],
  ])('enciphers counters as %s', (_, prefix) => {
    const keys = Uint32Array.from(goldenArray(inputs, `${prefix}key`).data);
    const counters = Uint32Array.from(goldenArray(inputs, `${prefix}counter`).data);
    const words = Array.from({ length: keys.length / 2 }, (_, i) => [
      ...cipher(keys.slice(2 * i, 2 * i + 2), counters.slice(width * i, width * i + width)),
    ]);
    expect(words.flat()).toEqual(goldenArray(expected, `${prefix}output`).data);
  });

  it('enciphers many blocks as it does one by one', () => {
    const counters = Uint32Array.from({ length: 3 * width }, (_, i) => i * 0x9e3779b9);
    const together = cipher(Uint32Array.of(1, 2), counters);
    for (let i = 0; i < 3; i++) {
      const block = counters.slice(i * width, (i + 1) * width);
      expect(together.slice(i * width, (i + 1) * width)).toEqual(cipher(Uint32Array.of(1, 2), block));
    }
  });

  it('refuses half a block', () => {
    expect(() => cipher(Uint32Array.of(1, 2), new Uint32Array(width - 1))).toThrow(`counter.length must be a multiple of ${width}, got ${width - 1}.`);
    expect(() => cipher(Uint32Array.of(1), new Uint32Array(width))).toThrow('key.length must be 2, got 1.');
  });
});

describe('key', () => {
  it('holds a seed as its two words, high first', () => {
    expect([...key(42).data]).toEqual([0, 42]);
    expect([...key(2 ** 31 + 5).data]).toEqual([0, 2147483653]);
    expect([...key(2 ** 32 * 3 + 4).data]).toEqual([3, 4]);
    expect([...key(-1).data]).toEqual([0xffffffff, 0xffffffff]);
    expect([...key(Number.MAX_SAFE_INTEGER).data]).toEqual([0x1fffff, 0xffffffff]);
  });

  it.each([1.5, NaN, Infinity, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => key(seed)).toThrow(`seed must be a safe integer (up to 2^53 - 1 in magnitude), got ${seed}.`);
  });

  it('refuses words that are not two integers of 32 bits, and generators it does not know', () => {
    expect(() => keyFromWords([1])).toThrow('words must be two integers from 0 to 2^32 - 1, got [1].');
    expect(() => keyFromWords([1, -1])).toThrow('got [1, -1].');
    expect(() => key(1, { generator: 'mersenne' as never })).toThrow('generator must be one of threefry2x32, threefry2x32-legacy, philox4x32, got mersenne.');
  });
});

describe('split, foldIn and bits', () => {
  it.each(['threefry2x32', 'threefry2x32-legacy', 'philox4x32'] as const)('never make two equal keys, nor a key that is also drawn (%s)', (generator) => {
    const parent = key(7, { generator });
    const children = [...split(parent, 50), ...Array.from({ length: 50 }, (_, i) => foldIn(parent, 1000 + i))];
    expect(new Set([parent, ...children].map(({ data }) => data.join())).size).toBe(101);
    expect(children.every((child) => child.generator === generator)).toBe(true);
  });

  it('keep what is drawn with Philox apart from the keys made of it', () => {
    const parent = key(7, { generator: 'philox4x32' });
    const drawn = new Set(bits(parent, 4000));
    for (const { data } of [...split(parent, 100), ...Array.from({ length: 100 }, (_, i) => foldIn(parent, i))]) expect(drawn.has(data[0]!)).toBe(false);
  });

  it.each(['threefry2x32', 'philox4x32'] as const)('start a longer draw with a shorter one (%s)', (generator) => {
    const longer = bits(key(3, { generator }), 11);
    for (const count of [0, 1, 2, 5, 10]) expect(bits(key(3, { generator }), count)).toEqual(longer.slice(0, count));
  });

  it('tell 32-bit numbers from those with the same low word', () => {
    expect(foldIn(key(1), 5).data).not.toEqual(foldIn(key(1), 5 + 2 ** 32).data);
  });

  it.each([0, -1, 2.5])('refuse to split into %s', (count) => {
    expect(() => split(key(1), count)).toThrow(`count must be a whole number from 1 to 2^31, got ${count}.`);
  });

  it('are typed as a tuple of as many keys', () => {
    const [first, second, third] = split(key(1), 3);
    expect([first.data, second.data, third.data]).toHaveLength(3);
  });
});
