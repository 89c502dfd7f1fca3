import type { Rows } from '../abi/signature.ts';

/** Updates of many tensors at once, in place. */
export const optimizerRows = {
  /**
   * parameters, gradients, first and second moments, largest second moments, steps; learning rate, beta 1, beta 2, weight decay,
   * epsilon, amsgrad, maximise
   */
  fusedAdam: 'aten::_fused_adam_ LLLLLLfffffbb00 ',
  fusedAdamW: 'aten::_fused_adamw_ LLLLLLfffffbb00 ',
  clone: 'aten::clone T0 T',
  /** The first tensor is overwritten; non-blocking. */
  copyInto: 'aten::copy_ TTb T',
  /** Each tensor times one number, []. */
  scaleEach: 'aten::_foreach_mul.Tensor LT L',
} as const satisfies Rows;
