import { type FusedKernels, input, type Kernel, type Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { type Activation, fusedActivations } from './activations.ts';

/** SiLU, GELU and gated products of them, with their gradients. */
export function activationKernels(torch: Torch): Kernels<TorchBackend> {
  const activations = fusedActivations(torch);
  const { mul } = arithmeticOf(torch);
  const forward = (of: (attrs: object) => Activation): Kernel<TorchBackend> => (call) => {
    const x = input(call, 'x');
    return torch.output(of(call.attrs).forward(torch.handle(x)), x.shape, 'float32');
  };
  const backward = (of: (attrs: object) => Activation): Kernel<TorchBackend> => (call) => {
    const x = input(call, 'x');
    return torch.output(of(call.attrs).backward(torch.handle(input(call, 'dy')), torch.handle(x)), x.shape, 'float32');
  };
  const silu = (): Activation => activations.silu;
  const gelu = (attrs: object): Activation => activations[(attrs as FusedKernels['FigmentGelu']['attrs']).approximate === 'tanh' ? 'geluTanh' : 'gelu'];
  const gate = (attrs: object): Activation => activations[(attrs as FusedKernels['FigmentGated']['attrs']).activation];
  return {
    FigmentSilu: forward(silu),
    FigmentSiluGrad: backward(silu),
    FigmentGelu: forward(gelu),
    FigmentGeluGrad: backward(gelu),
    FigmentGated: (call) => {
      const [x, up] = [input(call, 'gate'), input(call, 'up')];
      return torch.output(mul(gate(call.attrs).forward(torch.handle(x)), torch.handle(up)), x.shape, 'float32');
    },
    FigmentGatedGrad: (call) => {
      const [x, up, dy] = [input(call, 'gate'), input(call, 'up'), input(call, 'dy')];
      const activation = gate(call.attrs);
      const dUp = mul(torch.handle(dy), activation.forward(torch.handle(x)));
      const dGate = activation.backward(mul(torch.handle(dy), torch.handle(up)), torch.handle(x));
      return [torch.output(dGate, x.shape, 'float32'), torch.output(dUp, up.shape, 'float32')];
    },
  };
}
