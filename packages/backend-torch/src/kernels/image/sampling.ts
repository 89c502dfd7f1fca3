import { input, type Kernels } from '@figment/core/backend';
import { type CropAndResizeAttrs, backend_util as shapes, type RotateWithOffsetAttrs, type TensorInfo, type TransformAttrs } from '@tensorflow/tfjs-core';

import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';
import { type Places, samplerOf } from './sample.ts';
import { mappedCoordinate } from './transform-coordinates.ts';

/** Pictures read at other places than their pixels lie. Places are few numbers and computed on the host, pixels stay on the device. */
export function samplingKernels(torch: Torch): Kernels<TorchBackend> {
  const sampler = samplerOf(torch);
  const { reshape } = torch.rows(shapeRows);
  const convert = convertWith(torch);
  const read = (tensor: TensorInfo): Float32Array => torch.records.read(torch.records.of(tensor)) as Float32Array;
  /** [B, H, W, C] -> [B * H * W, C], in float32 where values are mixed */
  const pixelsOf = (x: TensorInfo, dtype: 'float32' | 'int32' | 'bool') => convert(torch.reshaped(x, [sizeOf(x.shape.slice(0, 3)), x.shape[3]!]), x.dtype, dtype);
  const sampled = (x: TensorInfo, places: Places, method: 'nearest' | 'bilinear', outside: readonly number[], shape: readonly number[], dtype: 'float32' | 'int32'): TensorInfo => {
    const type = method === 'nearest' ? dtype : 'float32';
    const fill = outside.length === 1 ? torch.scalar(outside[0]!, type) : torch.upload((type === 'float32' ? Float32Array : Int32Array).from(outside), [outside.length], type);
    const values = (method === 'nearest' ? sampler.nearest : sampler.linear)(pixelsOf(x, type), x.shape, places, fill);
    return torch.output(convert(reshape(values, shape), type, dtype), shape, dtype);
  };

  return {
    /** image: [B, H, W, C], boxes: [N, 4] as y1, x1, y2, x2 in shares of the picture, boxInd: [N] -> [N, cropHeight, cropWidth, C] */
    CropAndResize: (call) => {
      const [image, boxes, boxInd] = [input(call, 'image'), input(call, 'boxes'), input(call, 'boxInd')];
      const { cropSize, method, extrapolationValue } = attributes<CropAndResizeAttrs>(call);
      const [batch, height, width, channels] = image.shape as [number, number, number, number];
      const [rows, columns] = cropSize;
      const [corners, numbers] = [read(boxes), read(boxInd)];
      const count = boxes.shape[0]! * rows * columns;
      const places = { picture: new Int32Array(count), y: new Float64Array(count), x: new Float64Array(count) };
      /** Where the i-th of `steps` lies between two shares; a single one in the middle. Outside of the picture: nowhere. */
      const along = (from: number, to: number, i: number, steps: number, length: number): number => {
        const at = steps > 1 ? from * (length - 1) + (i * (to - from) * (length - 1)) / (steps - 1) : 0.5 * (from + to) * (length - 1);
        return at >= 0 && at <= length - 1 ? at : NaN;
      };
      for (let i = 0; i < count; i++) {
        const box = Math.floor(i / (rows * columns));
        const [y1, x1, y2, x2] = corners.subarray(4 * box, 4 * box + 4) as unknown as [number, number, number, number];
        places.picture[i] = numbers[box]!;
        places.y[i] = along(y1, y2, Math.floor(i / columns) % rows, rows, height);
        places.x[i] = numbers[box]! >= 0 && numbers[box]! < batch ? along(x1, x2, i % columns, columns, width) : NaN;
      }
      return sampled(image, places, method, [extrapolationValue], [boxes.shape[0]!, rows, columns, channels], 'float32');
    },
    /** image: [B, H, W, C], transforms: [B or 1, 8], of output coordinates to input coordinates -> [B, H', W', C] */
    Transform: (call) => {
      const [image, transforms] = [input(call, 'image'), input(call, 'transforms')];
      const { interpolation, fillMode, fillValue, outputShape } = attributes<TransformAttrs>(call);
      const [batch, height, width, channels] = image.shape as [number, number, number, number];
      const [rows, columns] = outputShape ?? [height, width];
      const matrices = read(transforms);
      const count = batch * rows * columns;
      const places = { picture: new Int32Array(count), y: new Float64Array(count), x: new Float64Array(count) };
      for (let i = 0; i < count; i++) {
        const [picture, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
        const first = transforms.shape[0] === 1 ? 0 : 8 * picture;
        const [a0, a1, a2, b0, b1, b2, c0, c1] = matrices.subarray(first, first + 8) as unknown as [number, number, number, number, number, number, number, number];
        const projection = c0 * x + c1 * y + 1;
        places.picture[i] = picture;
        places.y[i] = projection === 0 ? NaN : mappedCoordinate((b0 * x + b1 * y + b2) / projection, height, fillMode);
        places.x[i] = projection === 0 ? NaN : mappedCoordinate((a0 * x + a1 * y + a2) / projection, width, fillMode);
      }
      return sampled(image, places, interpolation, [fillValue], [batch, rows, columns, channels], image.dtype as 'float32');
    },
    /** image: [B, H, W, C]; what comes from outside has fillValue: one for all channels, or one of each colour and opaque. */
    RotateWithOffset: (call) => {
      const image = input(call, 'image');
      const { radians, fillValue, center } = attributes<RotateWithOffsetAttrs>(call);
      const [batch, height, width, channels] = image.shape as [number, number, number, number];
      const [centerX, centerY] = shapes.getImageCenter(center, height, width);
      const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
      const count = batch * height * width;
      const places = { picture: new Int32Array(count), y: new Float64Array(count), x: new Float64Array(count) };
      for (let i = 0; i < count; i++) {
        const [y, x] = [(Math.floor(i / width) % height) - centerY, (i % width) - centerX];
        places.picture[i] = Math.floor(i / (height * width));
        places.y[i] = x * sine + y * cosine + centerY;
        places.x[i] = x * cosine - y * sine + centerX;
      }
      const outside = typeof fillValue === 'number' ? [fillValue] : Array.from({ length: channels }, (_, channel) => (channel === 3 ? 255 : fillValue[channel]!));
      return sampled(image, places, 'nearest', outside, image.shape, image.dtype as 'float32');
    },
  };
}
