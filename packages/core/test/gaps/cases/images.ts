import type { Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';

import { type GapCase, kernel } from '../case.ts';

type Pad = 'same' | 'valid' | number;

function pool(which: 'AvgPool' | 'MaxPool', shape: number[], filterSize: number, strides: number, pad: Pad): GapCase {
  const attrs = { filterSize: [filterSize, filterSize], strides: [strides, strides], pad };
  return {
    name: `${which} ${filterSize}x${filterSize}, stride ${strides}, padding ${pad}`,
    forwardKernels: [which],
    gradientKernels: [`${which}Grad`],
    inputs: [{ shape, draw: 'apart' }],
    run: (tf, [x]) => (which === 'AvgPool' ? tf.avgPool : tf.maxPool)(x as Tensor4D, filterSize, strides, pad),
    gradient: (tf, [x], dy) => [
      which === 'AvgPool'
        ? kernel(tf, 'AvgPoolGrad', { dy, input: x! }, attrs)
        : kernel(tf, 'MaxPoolGrad', { dy, input: x!, output: tf.maxPool(x as Tensor4D, filterSize, strides, pad) }, attrs),
    ],
  };
}

function pool3d(which: 'AvgPool3D' | 'MaxPool3D', pad: 'same' | 'valid'): GapCase {
  const attrs = { filterSize: [2, 2, 2], strides: [1, 1, 1], pad };
  return {
    name: `${which} 2x2x2, stride 1, padding ${pad}`,
    forwardKernels: [which],
    gradientKernels: [`${which}Grad`],
    inputs: [{ shape: [1, 3, 4, 3, 2], draw: 'apart' }],
    run: (tf, [x]) => (which === 'AvgPool3D' ? tf.avgPool3d : tf.maxPool3d)(x as Tensor5D, 2, 1, pad),
    gradient: (tf, [x], dy) => [
      which === 'AvgPool3D'
        ? kernel(tf, 'AvgPool3DGrad', { dy, input: x! }, attrs)
        : kernel(tf, 'MaxPool3DGrad', { dy, input: x!, output: tf.maxPool3d(x as Tensor5D, 2, 1, pad) }, attrs),
    ],
  };
}

function resize(which: 'ResizeNearestNeighbor' | 'ResizeBilinear', shape: number[], size: [number, number], mode: 'corner' | 'aligned corners' | 'half pixel'): GapCase {
  const [alignCorners, halfPixelCenters] = [mode === 'aligned corners', mode === 'half pixel'];
  return {
    name: `${which} ${shape[1]}x${shape[2]} to ${size.join('x')}, ${mode}`,
    forwardKernels: [which],
    gradientKernels: [`${which}Grad`],
    inputs: [{ shape }],
    run: (tf, [x]) => (which === 'ResizeBilinear' ? tf.image.resizeBilinear : tf.image.resizeNearestNeighbor)(x as Tensor4D, size, alignCorners, halfPixelCenters),
    gradient: (tf, [x], dy) => [kernel(tf, `${which}Grad`, { images: x!, dy }, { alignCorners, halfPixelCenters, size })],
  };
}

const sizes: readonly (readonly [number[], [number, number]])[] = [
  [[2, 3, 4, 3], [6, 8]],
  [[1, 5, 4, 2], [3, 7]],
];

export const imageCases: readonly GapCase[] = [
  pool('AvgPool', [2, 4, 4, 3], 2, 2, 'valid'),
  pool('AvgPool', [2, 5, 4, 3], 3, 2, 'same'),
  pool('AvgPool', [1, 4, 4, 2], 3, 1, 1),
  pool('MaxPool', [2, 4, 4, 3], 2, 2, 'same'),
  pool('MaxPool', [2, 5, 6, 3], 3, 2, 'same'),
  pool('MaxPool', [1, 5, 5, 2], 3, 1, 'valid'),
  pool3d('AvgPool3D', 'same'),
  pool3d('MaxPool3D', 'valid'),
  ...sizes.flatMap(([shape, size]) =>
    (['corner', 'aligned corners', 'half pixel'] as const).flatMap((mode) => [resize('ResizeNearestNeighbor', shape, size, mode), resize('ResizeBilinear', shape, size, mode)]),
  ),
];
