import { input, type KernelCall, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { optimizerRows } from '../../rows/optimizer.ts';
import { isDense, rowMajor, sameShape } from '../../tensors/strides.ts';
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
  /** All of a parameter has to lie alike: as the parameter does, so that kernels find it as they laid it out. */
  const layoutOf = (parameter: TensorInfo): readonly number[] => {
    const strides = torch.strides(parameter);
    return isDense(parameter.shape, strides) ? strides : rowMajor(parameter.shape);
  };
  /** Memory of its own. */
  const copyOf = (tensor: TensorInfo, strides: readonly number[]): Handle => (sameShape(torch.strides(tensor), strides) ? clone(torch.handle(tensor)) : torch.laidOut(tensor, strides));
  const gradientsOf = (call: KernelCall<TorchBackend>, tensors: readonly TensorInfo[], layouts: readonly (readonly number[])[]): readonly Handle[] => {
    const handles = tensors.map((tensor, i) => torch.laidOut(tensor, layouts[i]!));
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
      const layouts = before.map(layoutOf);
      const copies = (tensors: readonly TensorInfo[]): Handle[] => tensors.map((tensor, i) => copyOf(tensor, layouts[i]!));
      const next = {
        parameters: copies(before),
        firstMoments: copies(all('m')),
        secondMoments: copies(all('v')),
        largest: attributes.amsgrad ? copies(all('x')) : [],
      };
      update({ ...next, gradients: gradientsOf(call, all('g'), layouts) }, attributes);
      const lists = [next.parameters, next.firstMoments, next.secondMoments, ...(attributes.amsgrad ? [next.largest] : [])];
      return before.flatMap(({ shape }, i) => lists.map((list) => torch.output(list[i]!, shape, 'float32', { strides: layouts[i] })));
    },
  };
}
