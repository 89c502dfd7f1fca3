import { input, type Kernels } from '@figment/core/backend';
import type { ResizeBilinearAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { imageRows } from '../../rows/images.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { productRows } from '../../rows/products.ts';
import { rowMajor } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { channelsLast, channelsSecond, strided } from '../convolution/layout.ts';
import { convertWith } from '../elementwise/convert.ts';
import { type Alignment, linearMatrix, nearestMatrix, nearestPositions, torchAgrees } from './resize-positions.ts';

type Size = readonly [number, number];

/** Pictures [N, H, W, C] of another size, and the gradients: by torch where it places pixels as tfjs does, else by tfjs's own rule. */
export function resizeKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(imageRows);
  const { indexSelect } = torch.rows(indexingRows);
  const { matmul } = torch.rows(productRows);
  const convert = convertWith(torch);

  /** Resizing along an axis as a matrix, or back. [output, input] or [input, output] */
  const matrix = (make: typeof linearMatrix, from: number, to: number, alignment: Alignment, backwards: boolean): Handle => {
    const weights = torch.constant(`${make.name} ${from.toString()} ${to.toString()} ${JSON.stringify(alignment)}`, [to, from], () => torch.upload(make(from, to, alignment), [to, from], 'float32'));
    return backwards ? torch.view(weights, [from, to], [1, from]) : weights;
  };
  /** x: [N, H, W, C], down: [H', H], across: [W', W] -> [N, H', W', C] */
  const byMatrices = (x: TensorInfo, [height, width]: Size, down: Handle, across: Handle): TensorInfo => {
    const [batch, fromHeight, fromWidth, channels] = x.shape as [number, number, number, number];
    const shape = [batch, height, width, channels];
    const values = convert(torch.reshaped(x, [batch, fromHeight, fromWidth * channels]), x.dtype, 'float32');
    const rowsDone = matmul(down, values); // [N, H', W C]
    const columns = torch.view(rowsDone, [batch * height, fromWidth, channels], rowMajor([batch * height, fromWidth, channels]));
    return torch.output(torch.view(matmul(across, columns), shape, rowMajor(shape)), shape, 'float32', { strides: rowMajor(shape) });
  };
  const alignmentOf = ({ alignCorners, halfPixelCenters }: ResizeBilinearAttrs): Alignment => ({ alignCorners, halfPixelCenters });
  const hasExact = torch.has(imageRows.upsampleNearestExact) && torch.has(imageRows.upsampleNearestExactBackward);
  const nearestByTorch = (from: Size, to: Size, alignment: Alignment): boolean =>
    (hasExact || !alignment.halfPixelCenters) && torchAgrees(from[0], to[0], alignment) && torchAgrees(from[1], to[1], alignment);
  const linearByTorch = ({ alignCorners, halfPixelCenters }: Alignment): boolean => alignCorners !== halfPixelCenters;
  const sides = (x: TensorInfo): Size => [x.shape[1]!, x.shape[2]!];
  /** [N, H, W, C] as torch writes it: [N, C, H, W] */
  const second = (shape: readonly number[]): number[] => [shape[0]!, shape[3]!, shape[1]!, shape[2]!];
  const seen = (x: TensorInfo): Handle => channelsSecond(torch, strided(torch, x));

  return {
    ResizeNearestNeighbor: (call) => {
      const images = input(call, 'images');
      const attrs = attributes<ResizeBilinearAttrs>(call);
      const [alignment, from, to] = [alignmentOf(attrs), sides(images), attrs.size];
      const shape = [images.shape[0]!, ...to, images.shape[3]!];
      if (images.dtype === 'float32' && nearestByTorch(from, to, alignment)) return channelsLast(torch, (alignment.halfPixelCenters ? rows.upsampleNearestExact : rows.upsampleNearest)(seen(images), to), shape);
      const along = (axis: 0 | 1): Handle => torch.upload(nearestPositions(from[axis], to[axis], alignment), [to[axis]], 'int32');
      return torch.output(indexSelect(indexSelect(torch.handle(images), 1, along(0)), 2, along(1)), shape, images.dtype);
    },
    ResizeNearestNeighborGrad: (call) => {
      const [images, dy] = [input(call, 'images'), input(call, 'dy')];
      const [alignment, from, to] = [alignmentOf(attributes<ResizeBilinearAttrs>(call)), sides(images), sides(dy)];
      if (nearestByTorch(from, to, alignment)) return channelsLast(torch, (alignment.halfPixelCenters ? rows.upsampleNearestExactBackward : rows.upsampleNearestBackward)(seen(dy), to, second(images.shape)), images.shape);
      return byMatrices(dy, from, matrix(nearestMatrix, from[0], to[0], alignment, true), matrix(nearestMatrix, from[1], to[1], alignment, true));
    },
    ResizeBilinear: (call) => {
      const images = input(call, 'images');
      const attrs = attributes<ResizeBilinearAttrs>(call);
      const [alignment, from, to] = [alignmentOf(attrs), sides(images), attrs.size];
      if (images.dtype === 'float32' && linearByTorch(alignment)) return channelsLast(torch, rows.upsampleBilinear(seen(images), to, alignment.alignCorners), [images.shape[0]!, ...to, images.shape[3]!]);
      return byMatrices(images, to, matrix(linearMatrix, from[0], to[0], alignment, false), matrix(linearMatrix, from[1], to[1], alignment, false));
    },
    ResizeBilinearGrad: (call) => {
      const [images, dy] = [input(call, 'images'), input(call, 'dy')];
      const [alignment, from, to] = [alignmentOf(attributes<ResizeBilinearAttrs>(call)), sides(images), sides(dy)];
      if (linearByTorch(alignment)) return channelsLast(torch, rows.upsampleBilinearBackward(seen(dy), to, second(images.shape), alignment.alignCorners), images.shape);
      return byMatrices(dy, from, matrix(linearMatrix, from[0], to[0], alignment, true), matrix(linearMatrix, from[1], to[1], alignment, true));
    },
  };
}
