import { dequantizeInt8, int8Product, quantizeInt8 } from '@figment/transformer/quantization';

import { ArraysCase } from '../arrays-case.ts';
import { type GoldenArray, toHostArray } from '../case/array.ts';
import type { RowsKind } from '../kind.ts';

/** A matrix in signed bytes, and products with it. */
export const kind: RowsKind = {
  name: 'int8-per-channel',
  check(golden) {
    const arrays = new ArraysCase(golden);
    const weight = toHostArray(arrays.given('weight'));
    const x = toHostArray(arrays.given('x'));
    const quantized = quantizeInt8(weight, 0);
    const quantizedX = quantizeInt8(x, 0);
    const restored = dequantizeInt8(quantized);
    const exact = { atol: 0, rtol: 2 ** -23 };
    arrays.compare('scale', { data: quantized.scales, shape: [quantized.scales.length] }, exact);
    arrays.compare('x_scale', { data: quantizedX.scales, shape: [quantizedX.scales.length, 1] }, exact);
    arrays.compare('q', { data: withTies(quantized.values, arrays.given('q'), weight.data, quantized.scales), shape: quantized.shape }, exact);
    arrays.compare('x_q', { data: withTies(quantizedX.values, arrays.given('x_q'), x.data, quantizedX.scales), shape: quantizedX.shape }, exact);
    // One step of the scale where a tie was rounded the other way.
    arrays.compare('dequantised', restored, { atol: 1e-7, rtol: 1e-6 });
    arrays.compare('y_weight_only', int8Product(x, quantized), 'y');
    arrays.compare('y_dynamic', int8Product(x, quantized, { dynamic: true }), 'y');
    const { max_abs_error: largest } = golden.json['expected'] as { max_abs_error: number };
    const error = restored.data.reduce((most, value, i) => Math.max(most, Math.abs(value - weight.data[i]!)), 0);
    arrays.compareWith('max_abs_error', { data: [error], shape: [] }, { data: [largest], shape: [], dtype: 'float64' }, { atol: 1e-7, rtol: 1e-6 });
    return arrays.outcome();
  },
};

/** Where w / scale is within 1e-4 of a half, off by one is allowed: then what was expected stands for what was got. */
function withTies(got: Int8Array, expected: GoldenArray, numbers: ArrayLike<number>, scales: Float32Array): number[] {
  const columns = expected.shape[1]!;
  return Array.from(got, (value, i) => {
    const quotient = Math.abs(numbers[i]! / scales[Math.floor(i / columns)]!);
    const isTie = Math.abs((quotient % 1) - 0.5) < 1e-4;
    return isTie && Math.abs(value - expected.data[i]!) <= 1 ? expected.data[i]! : value;
  });
}
