import { describe, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { expectWellKept } from '../../test/layers.ts';
import { type Padding, type Pair, silu } from '../ops/index.ts';
import { foldIn, type Key, key, normal, randint, randintArray } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import * as nn from './index.ts';

/** Draws options: the same at each run. */
class Dice {
  #rolls = 0;
  readonly #key: Key;

  constructor(key: Key) {
    this.#key = key;
  }

  /** A whole number from `min` to `max`. */
  number(min: number, max: number): number {
    return randintArray(foldIn(this.#key, this.#rolls++), 1, { min, max: max + 1 })[0]!;
  }

  coin(): boolean {
    return this.number(0, 1) === 1;
  }

  of<T>(...choices: readonly T[]): T {
    return choices[this.number(0, choices.length - 1)]!;
  }
}

/** A layer with drawn options, made anew at each call, and a run of it. */
interface Specimen {
  readonly make: () => nn.Module;
  readonly forward: (module: never) => unknown;
}

const noise = (...shape: number[]): Tensor => normal(key(9), shape);
const specimen = <M extends nn.Module>(make: () => M, forward: (module: M) => unknown): Specimen => ({ make, forward });

const layers: Readonly<Record<string, (dice: Dice) => Specimen>> = {
  Linear: (dice) => {
    const options = { in: dice.number(1, 5), out: dice.number(1, 5), bias: dice.coin() };
    return specimen(() => new nn.Linear(key(1), options), (layer) => layer.forward(noise(2, options.in)));
  },
  Embedding: (dice) => {
    const count = dice.number(2, 6), options = { count, width: dice.number(1, 4), ...(dice.coin() && { paddingId: dice.number(0, count - 1) }) };
    return specimen(() => new nn.Embedding(key(1), options), (layer) => layer.attend(layer.forward(randint(key(2), [2, 3], { max: count }))));
  },
  Conv2d: (dice) => {
    const groups = dice.number(1, 2);
    const options: nn.ConvolutionOptions = {
      in: groups * dice.number(1, 3), out: groups * dice.number(1, 3), groups, kernel: dice.of<Pair>(1, 3, [2, 3]), stride: dice.of<Pair>(1, 2, [1, 2]),
      padding: dice.of<Padding>(0, 1, [1, 0], [0, 1, 0, 1], 'valid'), dilation: 1, bias: dice.coin(),
    };
    return specimen(() => new nn.Conv2d(key(1), options), (layer) => layer.forward(noise(2, 6, 5, options.in)));
  },
  Conv1d: (dice) => {
    const options: nn.Conv1dOptions = { in: dice.number(1, 3), out: dice.number(1, 3), kernel: dice.number(1, 3), dilation: dice.number(1, 2), padding: dice.of<'causal' | 'same' | number>('causal', 'same', 1), bias: dice.coin() };
    return specimen(() => new nn.Conv1d(key(1), options), (layer) => layer.forward(noise(2, 7, options.in)));
  },
  ConvTranspose2d: (dice) => {
    const stride = dice.number(1, 3);
    const options: nn.ConvTranspose2dOptions = { in: dice.number(1, 3), out: dice.number(1, 3), kernel: dice.number(2, 4), stride, padding: dice.number(0, 1), outputPadding: dice.number(0, stride - 1), bias: dice.coin() };
    return specimen(() => new nn.ConvTranspose2d(key(1), options), (layer) => layer.forward(noise(2, 3, 4, options.in)));
  },
  DepthwiseConv2d: (dice) => {
    const options = { channels: dice.number(1, 4), multiplier: dice.number(1, 2), kernel: 3, stride: dice.number(1, 2), padding: dice.number(0, 1), bias: dice.coin() };
    return specimen(() => new nn.DepthwiseConv2d(key(1), options), (layer) => layer.forward(noise(2, 5, 6, options.channels)));
  },
  LayerNorm: (dice) => {
    const options = { width: dice.number(1, 5), affine: dice.coin(), bias: dice.coin() };
    return specimen(() => new nn.LayerNorm(key(1), options), (layer) => layer.forward(noise(2, 3, options.width)));
  },
  RmsNorm: (dice) => {
    const options = { width: dice.number(1, 5), affine: dice.coin() };
    return specimen(() => new nn.RmsNorm(key(1), options), (layer) => layer.forward(noise(2, 3, options.width)));
  },
  GroupNorm: (dice) => {
    const groups = dice.number(1, 3), options = { channels: groups * dice.number(1, 3), groups, affine: dice.coin() };
    return specimen(() => new nn.GroupNorm(key(1), options), (layer) => layer.forward(noise(2, 3, 2, options.channels)));
  },
  InstanceNorm: (dice) => {
    const options = { channels: dice.number(1, 4), affine: dice.coin() };
    return specimen(() => new nn.InstanceNorm(key(1), options), (layer) => layer.forward(noise(2, 3, 2, options.channels)));
  },
  BatchNorm: (dice) => {
    const options = { channels: dice.number(1, 4), affine: dice.coin() }, training = dice.coin();
    return specimen(() => new nn.BatchNorm(key(1), options), (layer) => layer.forward(noise(2, 3, 2, options.channels), { training }));
  },
  MultiHeadAttention: (dice) => {
    const keyValueHeads = dice.number(1, 2), heads = keyValueHeads * dice.number(1, 2), headWidth = 2 * dice.number(1, 2);
    const options = { width: heads * dice.number(1, 2), heads, keyValueHeads, headWidth, causal: dice.coin(), bias: dice.coin(), ...(dice.coin() && { rotary: {} }) };
    return specimen(() => new nn.MultiHeadAttention(key(1), options), (layer) => {
      layer.forward(noise(2, 3, options.width));
      layer.step(noise(2, 3, options.width), layer.emptyCache({ batch: 2, capacity: 4 }));
    });
  },
  LearnedPositions: (dice) => {
    const options = { context: dice.number(3, 6), width: dice.number(1, 4) };
    return specimen(() => new nn.LearnedPositions(key(1), options), (layer) => layer.forward(noise(2, 3, options.width)));
  },
  FeedForward: (dice) => {
    const options = { width: dice.number(1, 4), hidden: dice.number(1, 6), kind: dice.of<nn.FeedForwardKind>('gelu', 'swiglu', 'relu'), bias: dice.coin(), dropout: 0.5 };
    return specimen(() => new nn.FeedForward(key(1), options), (layer) => layer.forward(noise(2, 3, options.width), { key: key(3) }));
  },
  Gru: (dice) => {
    const options = { in: dice.number(1, 4), width: dice.number(1, 4), layers: dice.number(1, 3), bidirectional: dice.coin(), bias: dice.coin() };
    return specimen(() => new nn.Gru(key(1), options), (layer) => layer.forward(noise(2, 3, options.in), { lengths: [3, 2] }));
  },
  Lstm: (dice) => {
    const options = { in: dice.number(1, 4), width: dice.number(1, 4), layers: dice.number(1, 3), bidirectional: dice.coin(), bias: dice.coin() };
    return specimen(() => new nn.Lstm(key(1), options), (layer) => layer.forward(noise(2, 3, options.in)));
  },
  'ResidualBlock, ConditionedResidualBlock': (dice) => {
    const groups = dice.number(1, 2), inputs = groups * dice.number(1, 2), out = groups * dice.number(1, 2), condition = dice.coin() ? dice.number(1, 3) : undefined;
    const options = { in: inputs, out, groups, condition, conditioning: dice.of<'shift' | 'scaleShift'>('shift', 'scaleShift'), dropout: 0.5, zeroInitialised: dice.coin() };
    return specimen(() => new nn.ConditionedResidualBlock(key(1), options), (layer) => layer.forward(noise(2, 4, 4, inputs), { key: key(2), ...(condition !== undefined && { condition: noise(2, condition) }) }));
  },
  'Downsample, Upsample, Sequential': (dice) => {
    const channels = dice.number(1, 3), out = dice.number(1, 3), padding = dice.of<'symmetric' | 'bottomRight'>('symmetric', 'bottomRight');
    return specimen(
      () => new nn.Sequential(new nn.Downsample(key(1), { channels, out, padding }), silu, new nn.Upsample(key(2), { channels: out })),
      (layer) => layer.forward(noise(2, 4, 4, channels)),
    );
  },
};

onEachBackend(() => {
  describe.each(Object.keys(layers))('%s', (name) => {
    it.each([1, 2, 3, 4, 5, 6])('names its parameters by their fields, is the same for the same key and leaves nothing (%s)', async (seed) => {
      const { make, forward } = layers[name]!(new Dice(key(seed)));
      await expectWellKept(make, forward as (module: nn.Module) => unknown);
    });
  });
});
