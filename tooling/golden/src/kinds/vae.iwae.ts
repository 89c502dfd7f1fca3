import type { Tensor } from '@figment/core';
import { add, matMul, mean, neg, reshape, slice, stack, valueAndGrads } from '@figment/core/ops';
import { bernoulliLogLikelihood, effectiveSampleSize, importanceWeightedBound, logImportanceWeight, reparameterize } from '@figment/vae';

import type { GoldenKind } from '../kind.ts';
import { tidied, withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** The importance-weighted bound of a linear decoder with pixels of 0 and 1, and its gradients. */
export const kind: GoldenKind = {
  name: 'vae.iwae',
  run(golden) {
    const draws = golden.options.number('samples', golden.array('eps').shape[0]);
    return withInputs(uploadInputs(golden, ['mu', 'logvar', 'W', 'b', 'x', 'eps']), (inputs) => {
      const { mu, logvar, W, b, x, eps } = inputs;
      const posterior = { mean: mu, logVariance: logvar };
      const noise = (k: number): Tensor => reshape(slice(eps, [k, 0, 0], [1, -1, -1]), mu.shape); // [K, B, D] -> [B, D]
      const logWeights = (): Tensor => stack(Array.from({ length: draws }, (_, k) => {
        const z = reparameterize(posterior, noise(k));
        return logImportanceWeight(bernoulliLogLikelihood(x, add(matMul(z, W, false, true), b)), z, posterior);
      }), 0); // K x [B] -> [K, B]
      const names = ['mu', 'logvar', 'W', 'b'] as const;
      const { value: loss, gradients } = valueAndGrads(() => neg(mean(importanceWeightedBound(logWeights()))), names.map((name) => inputs[name]));
      return {
        loss,
        ...Object.fromEntries(names.map((name, i) => [`grad.${name}`, gradients[i] as Tensor])),
        ...tidied({
          log_w: logWeights,
          iwae: () => importanceWeightedBound(logWeights()),
          elbo_mc: () => mean(logWeights(), 0),
          ess: () => effectiveSampleSize(logWeights()),
        }),
      };
    });
  },
};
