import { FigmentError } from '@figment/core';

import type { SuperResolutionConfig } from '../../config/super-resolution.ts';
import type { KerasLayer, LayersModel } from './read.ts';

/** What each kind of layer has to do: fields of its config, and what they must be. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  InputLayer: {},
  Conv2D: { activation: ['linear'], strides: ['1,1'], dilation_rate: ['1,1'], padding: ['same', 'valid'], use_bias: [true] },
  Activation: { activation: ['relu'] },
  Concatenate: { axis: [3, -1] },
  Add: {},
  UpSampling2D: { interpolation: ['nearest'] },
  MultiplyBeta: {},
};
const PIXEL_SHUFFLE = /^PixelShuffle\d+x$/;

/** F_2_1: dense block 2, convolution 1. F_3_2_1: block 3, dense block 2, convolution 1. */
const DENSE = /^F_(?:(\d+)_)?(\d+)_(\d+)\/kernel$/;

/**
 * The config of a network as `@upscalerjs/esrgan-*` hold it. Its weights are checked against it when they are read.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for any other model of layers
 */
export function configOf({ location, layers, shapes }: LayersModel): SuperResolutionConfig {
  const unsupported = (reason: string): FigmentError =>
    new FigmentError('ARCHITECTURE_UNSUPPORTED', `${location} must hold an upscaler as @upscalerjs/esrgan-slim, -medium and -thick do, a network of dense blocks: ${reason}.`);
  for (const layer of layers) checkLayer(layer, unsupported);
  const dense = [...shapes.keys()].map((name) => DENSE.exec(name)).filter((found) => found !== null);
  const most = (group: number): number => Math.max(1, ...dense.map((found) => Number(found[group] ?? 1)));
  const channels = (layer: string): number => {
    const out = shapes.get(`${layer}/kernel`)?.at(-1);
    if (out === undefined) throw unsupported(`it has no layer "${layer}"`);
    return out;
  };
  const isNested = shapes.has('PreShuffle/kernel');
  return {
    architecture: isNested ? 'residualInResidual' : 'residualDense',
    scale: Math.sqrt(channels(isNested ? 'PreShuffle' : 'UPN3') / 3) as SuperResolutionConfig['scale'],
    features: channels(isNested ? 'Pre_blocks_conv' : 'F_m1'),
    growth: channels(isNested ? 'F_1_1_1' : 'F_1_1'),
    blocks: most(1),
    denseBlocks: most(2),
    convolutions: most(3),
    adversarial: 0,
  };
}

function checkLayer({ class_name: kind, name, config }: KerasLayer, unsupported: (reason: string) => FigmentError): void {
  const known = PIXEL_SHUFFLE.test(kind) ? {} : KNOWN[kind];
  if (known === undefined) throw unsupported(`"${name}" is a ${kind}`);
  for (const [field, right] of Object.entries(known)) {
    const value = Array.isArray(config[field]) ? config[field].join() : config[field];
    if (!right.includes(value)) throw unsupported(`${field} of "${name}" (${kind}) is ${JSON.stringify(config[field])}, not ${right.join(' or ')}`);
  }
}
