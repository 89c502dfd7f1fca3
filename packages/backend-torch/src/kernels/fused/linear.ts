import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { multiplierOf } from '../products/gemm.ts';
import { fusedActivations } from './activations.ts';
import { given } from './given.ts';

type Attributes = FusedKernels['FigmentLinear']['attrs'];

/** activation(x W + bias) + residual. x: [N, I], weight: [I, O] -> [N, O] */
export function linearKernels(torch: Torch): Kernels<TorchBackend> {
  const multiplier = multiplierOf(torch);
  const activations = fusedActivations(torch);
  const { add } = arithmeticOf(torch);
  const { sum } = torch.rows(reductionRows);
  const transposed = (x: TensorInfo, handle: Handle = torch.handle(x), strides = torch.strides(x)): Handle =>
    torch.view(handle, [x.shape[1]!, x.shape[0]!], [strides[1]!, strides[0]!]);
  return {
    FigmentLinear: (call) => {
      const [x, weight] = [input(call, 'x'), input(call, 'weight')];
      const [bias, residual] = [given(call, 'bias'), given(call, 'residual')];
      const { activation } = call.attrs as unknown as Attributes;
      const [rows, inner] = x.shape as [number, number];
      const columns = weight.shape[1]!;
      const shape = [rows, columns];
      const before = multiplier.product({ x: torch.handle(x), weight: transposed(weight), bias: bias && torch.handle(bias), sizes: [rows, inner, columns] });
      const activated = activation === 'none' ? before : activations[activation].forward(before);
      const y = residual === undefined ? activated : add(activated, torch.handle(residual));
      const value = torch.output(y, shape, 'float32');
      return activation === 'none' ? [value] : [value, torch.output(before, shape, 'float32')];
    },
    FigmentLinearGrad: (call) => {
      const [x, weight, dy] = [input(call, 'x'), input(call, 'weight'), input(call, 'dy')];
      const [bias, residual] = [given(call, 'bias'), given(call, 'residual')];
      const { activation } = call.attrs as unknown as Attributes;
      const [rows, inner] = x.shape as [number, number];
      const columns = weight.shape[1]!;
      const isPlain = activation === 'none';
      const upstream = isPlain ? torch.handle(dy) : activations[activation].backward(torch.handle(dy), torch.handle(input(call, 'saved0')));
      const upstreamTurned = transposed(dy, upstream, isPlain ? torch.strides(dy) : torch.stridesOf(upstream, 2)); // [O, N]
      const dx = multiplier.product({ x: upstream, weight: torch.handle(weight), sizes: [rows, columns, inner] });
      const gradients = [torch.output(dx, x.shape, 'float32')];
      // x^T dy. oneDNN is faster where the result is wide: [I, O], or the transpose of [O, I].
      if (inner <= columns) gradients.push(torch.output(multiplier.product({ x: transposed(x), weight: upstreamTurned, sizes: [inner, rows, columns] }), weight.shape, 'float32'));
      else {
        const turned = multiplier.product({ x: upstreamTurned, weight: transposed(x), sizes: [columns, rows, inner] });
        gradients.push(torch.output(torch.view(turned, weight.shape, [1, inner]), weight.shape, 'float32', { strides: [1, inner] }));
      }
      if (bias !== undefined) gradients.push(torch.output(sum(upstream, [0], false, null), bias.shape, 'float32'));
      if (residual !== undefined) gradients.push(torch.share(dy));
      return gradients;
    },
  };
}
