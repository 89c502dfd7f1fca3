import type { HostArray } from '@figment/core';
import {
  bernoulliArray, bits, categoricalArray, exponentialArray, foldIn, gumbelArray, type Key, keyFromWords, normalArray, permutation, randintArray, split,
  truncatedNormalArray, uniformArray,
} from '@figment/core/random';

import type { GoldenCase } from '../case/case.ts';
import type { GoldenKind, Result } from '../kind.ts';

/** What JAX draws with each of a few keys; the first axis of all that is expected counts the keys. */
export const kind: GoldenKind = {
  name: 'random.jax',
  run(golden) {
    const generator = golden.options.boolean('partitionable', true) ? 'threefry2x32' : 'threefry2x32-legacy';
    const words = Array.from(golden.array('keys').data);
    const keys = Array.from({ length: words.length / 2 }, (_, i) => keyFromWords(words.slice(2 * i, 2 * i + 2), { generator }));
    const draws = drawsOf(golden);
    return Object.fromEntries([...golden.expected].map(([name, expected]): [string, Result] => {
      const draw = draws[name];
      if (draw === undefined || 'exactly' in expected) throw new Error(`no draw is named ${name}`);
      const [, ...shape] = expected.shape;
      const count = shape.reduce((product, length) => product * length, 1);
      return [name, { shape: expected.shape, dtype: expected.dtype, data: keys.flatMap((key) => Array.from(draw(key, count))) }];
    }));
  },
};

type Draw = (key: Key, count: number) => ArrayLike<number>;

/** Ranges stand in the parameters; where they don't, they are those that the cases' README implies. */
function drawsOf(golden: GoldenCase): Readonly<Record<string, Draw>> {
  const { options } = golden;
  const splits = options.number('n_split', 2);
  const foldData = golden.hasInput('fold_data') ? Array.from(golden.array('fold_data').data) : [];
  const logits = golden.hasInput('logits') ? (golden.input('logits') as HostArray<Float32Array>) : undefined;
  const uniformRange = { min: options.number(['uniform_minval', 'minval'], 0), max: options.number(['uniform_maxval', 'maxval'], 1) };
  const integerRange = { min: options.number('randint_minval', 0), max: options.number('randint_maxval', 17) };
  const cut = { lower: options.number('lower', -2), upper: options.number('upper', 2) };
  const probability = options.number('p', 0.5);
  return {
    split: (key) => split(key, splits).flatMap(({ data }) => [...data]),
    fold_in: (key) => foldData.flatMap((data) => [...foldIn(key, data).data]),
    bits,
    uniform: (key, count) => uniformArray(key, count, uniformRange),
    normal: (key, count) => normalArray(key, count),
    gumbel: gumbelArray,
    exponential: exponentialArray,
    truncated_normal: (key, count) => truncatedNormalArray(key, count, cut),
    bernoulli: (key, count) => bernoulliArray(key, count, probability),
    randint: (key, count) => randintArray(key, count, integerRange),
    permutation,
    categorical: (key) => {
      if (logits === undefined) throw new Error('categorical needs the input logits');
      return categoricalArray(key, logits);
    },
  };
}
