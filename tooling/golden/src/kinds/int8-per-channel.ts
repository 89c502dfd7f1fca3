import { dequantizeInt8, type Int8Matrix, int8Product, quantizeInt8 } from '@figment/transformer/quantization';

import { toHostArray } from '../case/array.ts';
import type { RowsKind } from '../kind.ts';
import { Expectations } from '../language/expectations.ts';

/** The scale is one division, the product with it one more rounding. */
const rounded = { atol: 1e-7, rtol: 1e-6 };

/** A matrix in signed bytes, and products with it. */
export const kind: RowsKind = {
  name: 'int8-per-channel',
  async check(golden) {
    const expected = new Expectations(golden);
    const [weight, x] = [toHostArray(expected.array('weight')), toHostArray(expected.array('x'))];
    const quantized = quantizeInt8(weight, 0);
    const restored = dequantizeInt8(quantized);
    for (const [prefix, given, got, shape] of [['', weight, quantized, [weight.shape[0]!]], ['x_', x, quantizeInt8(x, 0), [x.shape[0]!, 1]]] as const) {
      expected.compare(`${prefix}scale`, { data: got.scales, shape }, expected.array(`${prefix}scale`), rounded);
      checkValues(expected, `${prefix}q`, given.data, got);
    }
    expected.compare('dequantised', restored, expected.array('dequantised'), rounded);
    await expected.check('y_weight_only', int8Product(x, quantized), 'y');
    await expected.check('y_dynamic', int8Product(x, quantized, { dynamic: true }), 'y');
    const error = restored.data.reduce((most, value, i) => Math.max(most, Math.abs(value - weight.data[i]!)), 0);
    expected.compare('max_abs_error', { data: Float32Array.of(error), shape: [] }, expected.array('max_abs_error'), rounded);
    return expected.outcome();
  },
};

/** Exactly, but off by one where w / scale is within 1e-4 of a half. */
function checkValues(expected: Expectations, name: string, numbers: ArrayLike<number>, { values, scales, shape }: Int8Matrix): void {
  const wanted = expected.array(name);
  const held = Int32Array.from(values, (value, i) => {
    const quotient = Math.abs(numbers[i]! / scales[Math.floor(i / shape[1])]!);
    const isTie = Math.abs((quotient % 1) - 0.5) < 1e-4 && Math.abs(value - wanted.data[i]!) <= 1;
    return isTie ? wanted.data[i]! : value;
  });
  expected.compare(name, { data: held, shape }, wanted, { atol: 0, rtol: 0 });
}
