import { adaptiveAveragePool2d, averagePool2d, maxPool2d, padEdges, pixelShuffle, pixelUnshuffle, resize } from '@figment/core/ops';

import { any, apart, type BackendCase, type CheckedOp, type Row, rowsOf } from '../case.ts';

const pooling = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('pooling', { name, run }, rows);
const images = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('images', { name, run }, rows);

/** Batch 2 and 3 channels, larger and smaller, height and width apart: where tfjs's own kernels go wrong. */
const sizes: readonly (readonly [shape: number[], size: number[]])[] = [[[2, 3, 2, 3], [6, 4]], [[2, 3, 4, 2], [5, 3]]];
const modes: readonly (readonly [label: string, options: Readonly<Record<string, string | boolean>>])[] = [
  ['nearest', {}],
  ['nearest-exact', { mode: 'nearest-exact' }],
  ['bilinear', { mode: 'bilinear' }],
  ['bilinear, aligned corners', { mode: 'bilinear', alignCorners: true }],
  ['bicubic', { mode: 'bicubic' }],
  ['area', { mode: 'area' }],
  ['bilinear, antialias', { mode: 'bilinear', antialias: true }],
];

export const imageCases: readonly BackendCase[] = [
  ...pooling('averagePool2d', ({ x }, options) => averagePool2d(x!, options as never),
    ['blocks', { x: any(2, 4, 2, 3) }, { size: 2 }],
    ['3x3, stride 2, padding counts', { x: any(2, 5, 4, 2) }, { size: 3, stride: 2, padding: 1 }],
    ['3x3, stride 2, padding does not count', { x: any(2, 5, 4, 2) }, { size: 3, stride: 2, padding: 1, countPadding: false }],
    ['3x2, stride 1, ceil', { x: any(1, 4, 5, 1) }, { size: [3, 2], stride: [2, 2], ceil: true }]),
  ...pooling('adaptiveAveragePool2d', ({ x }, { size }) => adaptiveAveragePool2d(x!, size as [number, number]), ['', { x: any(1, 5, 4, 2) }, { size: [2, 3] }], ['to one', { x: any(2, 3, 3, 2) }, { size: [1, 1] }]),
  ...pooling('maxPool2d', ({ x }, options) => maxPool2d(x!, options as never),
    ['blocks', { x: apart(2, 4, 4, 3) }, { size: 2 }],
    ['3x3, stride 2, padding 1', { x: apart(2, 5, 4, 2) }, { size: 3, stride: 2, padding: 1 }],
    ['3x3, stride 1', { x: apart(1, 4, 5, 2) }, { size: 3, stride: 1 }],
    ['2x2, dilation 2', { x: apart(1, 5, 4, 2) }, { size: 2, stride: 1, dilation: 2 }]),
  ...images('resize', ({ x }, options) => resize(x!, options as never), ...sizes.flatMap(([shape, size]) => modes.map(([label, options]): Row => [`${shape[1]}x${shape[2]} to ${size.join('x')}, ${label}`, { x: any(...shape) }, { size, ...options }]))),
  ...images('pixelShuffle', ({ x }, { factor }) => pixelShuffle(x!, factor as number), ['', { x: any(2, 2, 1, 8) }, { factor: 2 }]),
  ...images('pixelUnshuffle', ({ x }, { factor }) => pixelUnshuffle(x!, factor as number), ['', { x: any(1, 4, 2, 2) }, { factor: 2 }]),
  ...images('padEdges', ({ x }, options) => padEdges(x!, options as never), ['reflect', { x: any(1, 3, 3, 2) }, { padding: [1, 2, 2, 0] }], ['replicate', { x: any(1, 2, 3, 2) }, { padding: [2, 1, 0, 3], mode: 'replicate' }], ['circular', { x: any(2, 2, 3, 1) }, { padding: [1, 0, 0, 3], mode: 'circular' }]),
];
