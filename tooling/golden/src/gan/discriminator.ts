import type { Tensor } from '@figment/core';
import { openSafetensors } from '@figment/core/checkpoint';
import { readWeights } from '@figment/core/interchange';
import { Conv2d, Linear, Module } from '@figment/core/nn';
import { elu, gelu, leakyRelu, relu, reshape, sigmoid, silu, softplus, tanh } from '@figment/core/ops';
import { key, split } from '@figment/core/random';
import type { Discriminator, Judgement } from '@figment/gan/networks';

import type { GoldenCase } from '../case/case.ts';

const activations: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  leaky_relu: (x) => leakyRelu(x, { slope: 0.2 }), softplus, tanh, silu, elu: (x) => elu(x), relu, sigmoid, gelu: (x) => gelu(x),
};

interface Sizes {
  readonly channels: number;
  readonly widths: readonly [number, number];
  readonly features: number;
}

/** Two convolutions and a linear map; fields are named as in the cases' files. */
export class SmallDiscriminator extends Module implements Discriminator {
  readonly conv1: Conv2d;
  readonly conv2: Conv2d;
  readonly fc: Linear;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(activate: (x: Tensor) => Tensor, { channels, widths: [first, second], features }: Sizes) {
    super();
    const [forFirst, forSecond, forLast] = split(key(0), 3);
    this.#activate = activate;
    this.conv1 = new Conv2d(forFirst, { in: channels, out: first, kernel: 4, stride: 2, padding: 1 });
    this.conv2 = new Conv2d(forSecond, { in: first, out: second, kernel: 3, padding: 1 });
    this.fc = new Linear(forLast, { in: features, out: 1 });
  }

  judge(pictures: Tensor): Judgement {
    const h = this.#activate(this.conv2.forward(this.#activate(this.conv1.forward(pictures))));
    const features = reshape(h, [pictures.shape[0], -1]); // [B, H, W, C] -> [B, H W C]
    return { logits: reshape(this.fc.forward(features), [-1]), features };
  }
}

/** The discriminator of a case, with its weights. */
export async function openDiscriminator(golden: GoldenCase): Promise<SmallDiscriminator> {
  const file = await openSafetensors(new Blob([golden.readFile('model.safetensors') as Uint8Array<ArrayBuffer>]), `${golden.id}/model.safetensors`);
  const shape = (name: string): readonly number[] => {
    const tensor = file.tensors.get(`${name}.weight`);
    if (tensor === undefined) throw new Error(`model.safetensors has no ${name}.weight`);
    return tensor.shape;
  };
  const name = golden.options.string('activation');
  const activation = activations[name];
  if (activation === undefined) throw new Error(`there is no activation ${name} here`);
  const [width = 0, channels = 0] = shape('conv1');
  for (const [option, value] of Object.entries({ in_channels: channels, width })) {
    if (golden.options.number(option) !== value) throw new Error(`${option} is ${golden.options.number(option)}, and the weights have ${value}`);
  }
  golden.options.raw('size'); // of the pictures, which tell it themselves
  const discriminator = new SmallDiscriminator(activation, { channels, widths: [width, shape('conv2')[0] ?? 0], features: shape('fc')[1] ?? 0 });
  await readWeights(discriminator.namedParameters(), file, { theirs: (ours) => ours });
  return discriminator;
}
