import { type add, engine, type square, type TensorLike } from '@tensorflow/tfjs-core';

import { isTensor, type Tensor } from '../../tensor.ts';
import { runKernel } from '../run-kernel.ts';

type Operand = Tensor | TensorLike;
/** tfjs's op of two operands, which broadcast and are brought to a common type. */
type Binary = typeof add;
type Unary = typeof square;

/** The op by its kernel at once where both operands are floats, or one is a number beside them; else as tfjs does it. */
export function binary(kernelName: string, stock: Binary): Binary {
  const op = (a: Operand, b: Operand): Tensor => {
    if (isFloats(a)) {
      if (isFloats(b)) return runKernel(kernelName, { a, b });
      if (typeof b === 'number') return withScalar(b, (scalar) => runKernel(kernelName, { a, b: scalar }));
    } else if (typeof a === 'number' && isFloats(b)) {
      return withScalar(a, (scalar) => runKernel(kernelName, { a: scalar, b }));
    }
    return stock(a, b);
  };
  return op as Binary;
}

/** The op by its kernel at once where it is given floats; else as tfjs does it. */
export function unary(kernelName: string, stock: Unary): Unary {
  const op = (x: Operand): Tensor => (isFloats(x) ? runKernel(kernelName, { x }) : stock(x));
  return op as Unary;
}

const isFloats = (x: Operand): x is Tensor => isTensor(x) && x.dtype === 'float32';

function withScalar(value: number, f: (scalar: Tensor) => Tensor): Tensor {
  const scalar = engine().makeTensor(Float32Array.of(value), [], 'float32');
  try {
    return f(scalar);
  } finally {
    scalar.dispose();
  }
}
