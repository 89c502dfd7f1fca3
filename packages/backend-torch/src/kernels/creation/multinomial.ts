import { input, type Kernels } from '@figment/core/backend';
import { type MultinomialAttrs, randomUniform } from '@tensorflow/tfjs-core';

import { indexingRows } from '../../rows/indexing.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { boundsWith } from '../elementwise/bounds.ts';

/** Draws classes by their probabilities. */
export function multinomialKernels(torch: Torch): Kernels<TorchBackend> {
  const { softmax, cumsum } = torch.rows(reductionRows);
  const { searchsorted } = torch.rows(indexingRows);
  const bounded = boundsWith(torch);
  return {
    /** logits: [B, C], log-probabilities or, where normalized, probabilities -> classes: [B, numSamples] */
    Multinomial: (call) => {
      const logits = input(call, 'logits');
      const { numSamples, seed, normalized } = attributes<MultinomialAttrs>(call);
      const [batch, classes] = logits.shape as [number, number];
      const cumulative = cumsum(normalized ? torch.handle(logits) : softmax(torch.handle(logits), 1, null), 1, null);
      // torch's own generator can't be seeded from here.
      const uniform = randomUniform([batch, numSamples], 0, 1, 'float32', seed);
      try {
        const drawn = searchsorted(cumulative, torch.contiguous(uniform), true, true);
        // Rounding may leave the last sum below 1.
        return torch.output(bounded(drawn, 0, classes - 1, 'int32'), [batch, numSamples], 'int32');
      } finally {
        uniform.dispose();
      }
    },
  };
}
