/**
 * Weights in signed bytes: symmetric absmax quantisation by output, Dettmers et al. 2022, "LLM.int8()", arXiv:2208.07339, section 2.1
 * and eq. 1-3 (without its outliers).
 */
import { FigmentError, type HostArray } from '@figment/core';

/** A matrix in signed bytes: its numbers are values * scale, one scale for each output. */
export interface Int8Matrix {
  readonly values: Int8Array<ArrayBuffer>;
  /** One for each output. */
  readonly scales: Float32Array<ArrayBuffer>;
  readonly shape: readonly [number, number];
  /** Which axis counts outputs: 0 of [out, in] (PyTorch), 1 of [in, out] (our `Linear`). */
  readonly outputAxis: 0 | 1;
}

/** Largest value: -128 is not used, so that every weight has its negative. */
const LARGEST = 127;

/**
 * The nearest matrix in signed bytes: scale = max |w| / 127 of each output (1 where all are 0), value = w / scale, ties to even.
 *
 * @param matrix float32
 * @param outputAxis 0 of [out, in], 1 of [in, out]
 * @throws FigmentError `SHAPE_MISMATCH`; `INPUT_INVALID` for numbers that are not finite
 */
export function quantizeInt8({ data, shape }: HostArray, outputAxis: 0 | 1): Int8Matrix {
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length !== 2) throw new FigmentError('SHAPE_MISMATCH', `quantizeInt8 takes a matrix, got [${shape.join(', ')}].`);
  const outputOf = outputAxis === 0 ? (i: number) => Math.floor(i / columns) : (i: number) => i % columns;
  const scales = new Float32Array(shape[outputAxis]!);
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!);
    if (!Number.isFinite(size)) throw new FigmentError('INPUT_INVALID', `quantizeInt8 takes finite numbers, got ${data[i]!} at [${Math.floor(i / columns)}, ${i % columns}].`);
    if (size > scales[outputOf(i)]!) scales[outputOf(i)] = size;
  }
  for (let output = 0; output < scales.length; output++) scales[output] = scales[output] === 0 ? 1 : scales[output]! / LARGEST;
  const values = new Int8Array(data.length);
  for (let i = 0; i < data.length; i++) values[i] = roundToEven(Math.fround(data[i]! / scales[outputOf(i)]!));
  return { values, scales, shape: [rows, columns], outputAxis };
}

/** Back to floats: values * scale, float32 of the same shape. */
export function dequantizeInt8({ values, scales, shape, outputAxis }: Int8Matrix): HostArray<Float32Array<ArrayBuffer>> {
  const [, columns] = shape;
  return { data: Float32Array.from(values, (value, i) => value * scales[outputAxis === 0 ? Math.floor(i / columns) : i % columns]!), shape };
}

/** Options of {@link int8Product}. */
export interface Int8ProductOptions {
  /** Quantises x too, by rows, so that sums are of whole numbers and scaled once (false: only weights are in bytes). */
  readonly dynamic?: boolean | undefined;
}

/**
 * x W with W in bytes, on the host. x: [N, in] -> [N, out]
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function int8Product(x: HostArray, weights: Int8Matrix, { dynamic = false }: Int8ProductOptions = {}): HostArray<Float32Array<ArrayBuffer>> {
  const { values, scales, shape, outputAxis } = weights;
  const [outputs, inputs] = [shape[outputAxis], shape[1 - outputAxis]!];
  const [rows = 0, width] = x.shape;
  if (x.shape.length !== 2 || width !== inputs) throw new FigmentError('SHAPE_MISMATCH', `int8Product takes x of shape [_, ${inputs}], got [${x.shape.join(', ')}].`);
  const quantized = dynamic ? quantizeInt8(x, 0) : undefined;
  const given = quantized?.values ?? x.data;
  const [outputStep, inputStep] = outputAxis === 0 ? [inputs, 1] : [1, outputs];
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += given[row * inputs + i]! * values[output * outputStep + i * inputStep]!;
      y[row * outputs + output] = sum * scales[output]! * (quantized?.scales[row] ?? 1);
    }
  }
  return { data: y, shape: [rows, outputs] };
}

/** IEEE 754's own rounding. */
function roundToEven(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}
