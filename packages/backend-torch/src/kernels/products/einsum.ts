import { FigmentError } from '@figment/core';
import type { Kernels } from '@figment/core/backend';
import type { EinsumAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import { productRows } from '../../rows/products.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';

export function einsumKernels(torch: Torch): Kernels<TorchBackend> {
  const einsum = torch.row(productRows.einsum);
  const convert = convertWith(torch);
  return {
    /** Sums of products by an equation such as 'ij,jk->ik'. */
    Einsum: ({ inputs, attrs }) => {
      const factors = Object.values(inputs) as TensorInfo[];
      const equation = attributes<EinsumAttrs>({ attrs }).equation.replaceAll(/\s/g, '');
      const [left = '', output = ''] = equation.split('->');
      const terms = left.split(',');
      if (terms.length !== factors.length) throw new FigmentError('INPUT_INVALID', `einsum's equation '${equation}' must have a term for each of the ${factors.length.toString()} tensors, got ${terms.length.toString()}.`);
      const lengths = new Map(terms.flatMap((term, i) => Array.from(term, (letter, axis) => [letter, factors[i]!.shape[axis]!] as const)));
      const dtype = factors[0]!.dtype as 'float32' | 'int32';
      const values = factors.map((factor) => convert(torch.handle(factor), factor.dtype, dtype));
      return torch.output(einsum(equation, values), Array.from(output, (letter) => lengths.get(letter)!), dtype);
    },
  };
}
