import { input, type KernelCall, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { optimizerRows } from '../../rows/optimizer.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { given } from '../fused/given.ts';
import { composedAdam } from './composed-adam.ts';
import { fusedAdam } from './fused-adam.ts';
import type { AdamAttributes } from './update.ts';

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) and AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2)
 * for all parameters at once. What comes in stays as it is: a step of training can be taken back.
 */
export function adamKernels(torch: Torch): Kernels<TorchBackend> {
  const update = torch.has(optimizerRows.fusedAdam) && torch.has(optimizerRows.fusedAdamW) ? fusedAdam(torch) : composedAdam(torch);
  const { clone, scaleEach } = torch.rows(optimizerRows);
  const { mul } = arithmeticOf(torch);
  /** Memory of its own, row by row. */
  const copyOf = (tensor: TensorInfo): Handle => (torch.isContiguous(tensor) ? clone(torch.handle(tensor)) : torch.contiguous(tensor));
  const gradientsOf = (call: KernelCall<TorchBackend>, tensors: readonly TensorInfo[]): readonly Handle[] => {
    const handles = tensors.map((tensor) => torch.contiguous(tensor));
    const scale = given(call, 'gradientScale');
    if (scale === undefined) return handles;
    const factor = torch.operand(scale);
    return torch.has(optimizerRows.scaleEach) ? scaleEach(handles, factor) : handles.map((gradient) => mul(gradient, factor));
  };
  return {
    FigmentAdam: (call) => {
      const attributes = call.attrs as unknown as AdamAttributes;
      const all = (letter: string): TensorInfo[] => Array.from({ length: attributes.count }, (_, i) => input(call, `${letter}${i.toString()}`));
      const before = all('p');
      const next = {
        parameters: before.map(copyOf),
        firstMoments: all('m').map(copyOf),
        secondMoments: all('v').map(copyOf),
        largest: attributes.amsgrad ? all('x').map(copyOf) : [],
      };
      update({ ...next, gradients: gradientsOf(call, all('g')) }, attributes);
      const lists = [next.parameters, next.firstMoments, next.secondMoments, ...(attributes.amsgrad ? [next.largest] : [])];
      return before.flatMap(({ shape }, i) => lists.map((list) => torch.output(list[i]!, shape, 'float32')));
    },
  };
}
