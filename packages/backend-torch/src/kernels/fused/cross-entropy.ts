import { type FusedKernels, input, type KernelCall, type Kernels } from '@figment/core/backend';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { fusedRows } from '../../rows/fused.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';

type Attributes = FusedKernels['FigmentCrossEntropy']['attrs'];

/** Torch's number for a loss of each row. */
const unreduced = 0;

/** Cross entropy of classes by number, smoothed and weighted as torch's `cross_entropy`; no one-hot rows are made. */
export function crossEntropyKernels(torch: Torch): Kernels<TorchBackend> {
  const { logSoftmaxBackward, negativeLogLikelihood, negativeLogLikelihoodBackward } = torch.rows(fusedRows);
  const { neg, ne, to, where } = torch.rows(elementwiseRows);
  const { logSoftmax, sum } = torch.rows(reductionRows);
  const { add, mul } = arithmeticOf(torch);
  const { float32, int64 } = torch.dtypes;

  const partsOf = (call: KernelCall<TorchBackend>) => {
    const targets = input(call, 'targets');
    const { ignoreIndex, labelSmoothing } = call.attrs as unknown as Attributes;
    const classWeight = given(call, 'classWeight');
    const [rows, classes] = input(call, 'logits').shape as [number, number];
    return {
      rows, classes, ignoreIndex, labelSmoothing,
      weight: classWeight === undefined ? null : torch.contiguous(classWeight),
      numbers: to(torch.contiguous(targets), int64, false, false),
      /** 1 where the target counts: [N] */
      kept: () => to(ne(torch.handle(targets), torch.scalar(ignoreIndex, 'int32')), float32, false, false),
    };
  };
  /** Weighted, but 0 where the weight is 0, even of -Infinity. */
  const weighed = (x: Handle, weight: Handle | null): Handle => (weight === null ? x : where(ne(weight, torch.scalar(0)), mul(x, weight), torch.scalar(0)));
  return {
    FigmentCrossEntropy: (call) => {
      const { rows, classes, ignoreIndex, labelSmoothing, weight, numbers, kept } = partsOf(call);
      const logs = logSoftmax(torch.handle(input(call, 'logits')), 1, null);
      const [ofTarget] = negativeLogLikelihood(logs, numbers, weight, unreduced, ignoreIndex);
      let losses = ofTarget;
      if (labelSmoothing > 0) {
        const ofAll = mul(neg(sum(weighed(logs, weight), [1], false, null)), kept());
        losses = add(mul(ofTarget, torch.scalar(1 - labelSmoothing)), mul(ofAll, torch.scalar(labelSmoothing / classes)));
      }
      // ln softmax stands for ln sum exp: the gradient would compute it from the logits again.
      return withRemembered(call, torch.output(losses, [rows], 'float32'), () => [torch.output(logs, [rows, classes], 'float32')]);
    },
    FigmentCrossEntropyGrad: (call) => {
      const { rows, classes, ignoreIndex, labelSmoothing, weight, numbers, kept } = partsOf(call);
      const dy = torch.contiguous(input(call, 'dy')); // [N]
      const logs = torch.handle(input(call, 'saved0'));
      const ofTarget = labelSmoothing > 0 ? mul(dy, torch.scalar(1 - labelSmoothing)) : dy;
      // dL/d ln softmax: what share of the upstream each class has.
      let share = negativeLogLikelihoodBackward(ofTarget, logs, numbers, weight, unreduced, ignoreIndex, torch.scalar(0));
      if (labelSmoothing > 0) {
        const ofAll = torch.view(mul(mul(dy, kept()), torch.scalar(-labelSmoothing / classes)), [rows, 1], [1, 1]);
        share = add(share, weight === null ? ofAll : mul(ofAll, weight));
      }
      return torch.output(logSoftmaxBackward(share, logs, 1, float32), [rows, classes], 'float32');
    },
  };
}
