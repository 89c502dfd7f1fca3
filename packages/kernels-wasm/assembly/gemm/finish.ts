import { GELU, GELU_TANH, NONE, RELU, SILU } from '../elementwise/activation';
import { activate } from './activate';

/**
 * What a linear map does after the product: y = activation(c + bias) + residual, for `rows` rows of `columns` numbers, `ld` bytes
 * apart in c, y and the residual. Bias and residual are left out where they are 0. The activation's slope takes the place of c, since the
 * gradient needs no more; without an activation c is y.
 */
export function finish(rows: i32, columns: i32, c: usize, y: usize, ld: usize, bias: usize, residual: usize, activation: i32): void {
  if (bias == 0 && residual == 0 && activation == NONE) return;
  for (let r = 0; r < rows; r++) {
    if (bias != 0) addRow(c, bias, columns, c);
    if (activation == RELU) activateRow(RELU, c, columns, y);
    else if (activation == SILU) activateRow(SILU, c, columns, y);
    else if (activation == GELU) activateRow(GELU, c, columns, y);
    else if (activation == GELU_TANH) activateRow(GELU_TANH, c, columns, y);
    if (residual != 0) {
      addRow(y, residual, columns, y);
      residual += ld;
    }
    c += ld; y += ld;
  }
}

// @ts-ignore: decorator
@inline
function activateRow(kind: i32, x: usize, columns: i32, y: usize): void {
  const end = <usize>columns << 2, vectors = end & ~15;
  let i = <usize>0;
  for (; i < vectors; i += 16) activate(kind, v128.load(x + i), 4, y + i, x + i);
  for (; i < end; i += 4) activate(kind, v128.load32_splat(x + i), 1, y + i, x + i);
}

/** to = x + added */
function addRow(x: usize, added: usize, columns: i32, to: usize): void {
  const end = <usize>columns << 2, vectors = end & ~15;
  let i = <usize>0;
  for (; i < vectors; i += 16) v128.store(to + i, f32x4.add(v128.load(x + i), v128.load(added + i)));
  for (; i < end; i += 4) store<f32>(to + i, load<f32>(x + i) + load<f32>(added + i));
}
