import { padEdges, pixelShuffle, pixelUnshuffle, resize, type ResizeMode } from '@figment/core/ops';

import type { OpChecks } from './check.ts';

export const image: OpChecks = {
  pixel_shuffle: (inputs, options) => pixelShuffle(inputs.get('x'), options.number(['r', 'factor', 'upscale_factor'])),
  pixel_unshuffle: (inputs, options) => pixelUnshuffle(inputs.get('x'), options.number(['r', 'factor', 'downscale_factor'])),
  pad_reflect: (inputs, options) => {
    const [left, right, top, bottom] = options.numbers(['lrtb', 'pad']) as [number, number, number, number];
    return padEdges(inputs.get('x'), { padding: [top, bottom, left, right], mode: 'reflect' });
  },
  resize: (inputs, options) =>
    resize(inputs.get('x'), {
      size: options.pair('size'),
      mode: options.string('mode', 'nearest') as ResizeMode,
      alignCorners: options.boolean('align_corners', false),
      antialias: options.boolean('antialias', false),
    }),
};
