import { type FusedKernels, input, type Kernels, wantedGradients } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { reductionRows } from '../../rows/reductions.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { multiplierOf } from '../products/gemm.ts';
import { fusedActivations } from './activations.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';

type Attributes = FusedKernels['FigmentLinear']['attrs'];

/** activation(x W + bias) + residual. x: [..., I], weight: [I, O] -> [..., O] */
export function linearKernels(torch: Torch): Kernels<TorchBackend> {
  const multiplier = multiplierOf(torch);
  const activations = fusedActivations(torch);
  const { add } = arithmeticOf(torch);
  const { sum } = torch.rows(reductionRows);
  const { reshape } = torch.rows(shapeRows);
  return {
    FigmentLinear: (call) => {
      const [x, weight] = [input(call, 'x'), input(call, 'weight')];
      const [bias, residual] = [given(call, 'bias'), given(call, 'residual')];
      const { activation } = call.attrs as unknown as Attributes;
      const [inner, columns] = weight.shape as [number, number];
      const lead = x.shape.slice(0, -1);
      const shape = [...lead, columns];
      const weightTurned = turned(torch, torch.handle(weight), weight.shape, torch.strides(weight)); // [O, I]
      const before = multiplier.product({ x: torch.handle(x), weight: weightTurned, bias: bias && torch.handle(bias), sizes: [sizeOf(lead), inner, columns], shape });
      const activated = activation === 'none' ? before : activations[activation].forward(before);
      const y = residual === undefined ? activated : add(activated, torch.handle(residual));
      const value = torch.output(y, shape, 'float32');
      return activation === 'none' ? [value] : withRemembered(call, value, () => [torch.output(before, shape, 'float32')]);
    },
    FigmentLinearGrad: (call) => {
      const [x, weight, dy] = [input(call, 'x'), input(call, 'weight'), input(call, 'dy')];
      const { activation } = call.attrs as unknown as Attributes;
      const [inner, columns] = weight.shape as [number, number];
      const rows = sizeOf(x.shape.slice(0, -1));
      const isPlain = activation === 'none';
      // [..., O] -> [N, O], [..., I] -> [N, I]
      const upstream = isPlain
        ? torch.reshaped(dy, [rows, columns])
        : reshape(activations[activation].backward(torch.handle(dy), torch.handle(input(call, 'saved0'))), [rows, columns]);
      const flat = torch.reshaped(x, [rows, inner]);
      const toInput = (): Handle => multiplier.product({ x: upstream, weight: torch.handle(weight), sizes: [rows, columns, inner] });
      return wantedGradients(call, {
        x: () => torch.output(x.shape.length === 2 ? toInput() : torch.view(toInput(), x.shape, rowMajor(x.shape)), x.shape, 'float32'),
        weight: () => outerProduct(flat, upstream, [inner, rows, columns]),
        bias: () => torch.output(sum(upstream, [0], false, null), [columns], 'float32'),
        residual: () => torch.share(dy),
      });
    },
  };

  /** x^T dy: [N, I], [N, O] -> [I, O] */
  function outerProduct(x: Handle, dy: Handle, [inner, rows, columns]: readonly [number, number, number]): TensorInfo {
    const xTurned = turned(torch, x, [rows, inner], torch.stridesOf(x, 2));
    const dyTurned = turned(torch, dy, [rows, columns], torch.stridesOf(dy, 2));
    // oneDNN is faster where the result is wide: [I, O], or the transpose of [O, I].
    if (inner <= columns) return torch.output(multiplier.product({ x: xTurned, weight: dyTurned, sizes: [inner, rows, columns] }), [inner, columns], 'float32');
    const result = multiplier.product({ x: dyTurned, weight: xTurned, sizes: [columns, rows, inner] });
    return torch.output(torch.view(result, [inner, columns], [1, inner]), [inner, columns], 'float32', { strides: [1, inner] });
  }
}

/** A view of a matrix with its axes exchanged. */
function turned(torch: Torch, x: Handle, [rows, columns]: readonly number[], [ofRow, ofColumn]: readonly number[]): Handle {
  return torch.view(x, [columns!, rows!], [ofColumn!, ofRow!]);
}
