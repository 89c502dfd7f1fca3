import type { Parameter } from '@figment/core';
import type { BatchNorm } from '@figment/core/nn';
import { key } from '@figment/core/random';
import { ConvolutionalDiscriminator, DcganGenerator } from '@figment/gan/networks';

import type { GoldenCase } from '../case/case.ts';
import { readTorchWeights, type TorchNames } from './torch-weights.ts';

/** The networks of a case, with what they are called there. */
export interface Dcgan {
  readonly generator: DcganGenerator;
  readonly discriminator: ConvolutionalDiscriminator;
  /** Of both: `generator.main.0.weight`. */
  readonly names: TorchNames;
  readonly dispose: () => void;
}

/** The networks that `config.json` tells of, with the weights of the case. */
export function openDcgan(golden: GoldenCase): Dcgan {
  const latentSize = golden.options.number('z'), channels = golden.options.number('f'), pictureChannels = golden.options.number('channels');
  const sizes = { size: 16, pictureChannels, channels, maxChannels: 4 * channels };
  const generator = new DcganGenerator(key(0), { ...sizes, latentSize });
  const discriminator = new ConvolutionalDiscriminator(key(0), { ...sizes, norm: 'batch', bias: false });
  const names = new Map<string, Parameter>([...namesOfGenerator(generator), ...namesOfDiscriminator(discriminator)]);
  const dispose = (): void => {
    generator.dispose();
    discriminator.dispose();
  };
  try {
    readTorchWeights(golden, names);
  } catch (error) {
    dispose();
    throw error;
  }
  return { generator, discriminator, names, dispose };
}

/** Places in torch's Sequential: convolution, norm, activation of each level, and the last convolution. */
function* namesOfGenerator({ levels, output }: DcganGenerator): Generator<[string, Parameter]> {
  for (const [i, { conv, norm }] of levels.entries()) {
    yield [`generator.main.${3 * i}.weight`, conv.weight];
    yield* namesOfNorm(`generator.main.${3 * i + 1}`, norm.norm);
  }
  yield [`generator.main.${3 * levels.length}.weight`, output.weight];
}

/** The first level has no norm; the head is a convolution there. */
function* namesOfDiscriminator({ levels, head }: ConvolutionalDiscriminator): Generator<[string, Parameter]> {
  for (const [i, { conv, norm }] of levels.entries()) {
    yield [`discriminator.main.${Math.max(0, 3 * i - 1)}.weight`, conv.conv.weight];
    if (i > 0) yield* namesOfNorm(`discriminator.main.${3 * i}`, norm as BatchNorm);
  }
  yield [`discriminator.main.${3 * levels.length - 1}.weight`, head.linear.linear.weight];
}

function* namesOfNorm(place: string, { weight, bias, runningMean, runningVariance }: BatchNorm): Generator<[string, Parameter]> {
  yield [`${place}.weight`, weight!];
  yield [`${place}.bias`, bias!];
  yield [`${place}.running_mean`, runningMean];
  yield [`${place}.running_var`, runningVariance];
}
