import type { Tensor } from '@figment/core';
import { add, mean, mul, neg, sub } from '@figment/core/ops';
import { bernoulliLogLikelihood, gaussianLogLikelihood, klBatchMean, klDivergence, klWithFreeBits } from '@figment/vae';

import type { GoldenKind } from '../kind.ts';
import { lossWithGradients, tidied, withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** The terms of the evidence lower bound, three losses and their gradients. */
export const kind: GoldenKind = {
  name: 'vae.elbo',
  run(golden) {
    const beta = golden.options.number('beta'), freeBits = golden.options.number('free_bits');
    return withInputs(uploadInputs(golden, ['mu', 'logvar', 'logits', 'x_binary', 'x_real', 'x_mean', 'x_logvar']), (inputs) => {
      const posterior = { mean: inputs.mu, logVariance: inputs.logvar };
      const bernoulli = (): Tensor => bernoulliLogLikelihood(inputs.x_binary, inputs.logits);
      const gaussian = (): Tensor => gaussianLogLikelihood(inputs.x_real, inputs.x_mean, inputs.x_logvar);
      const penalised = (logLikelihood: Tensor): Tensor => mean(sub(mul(klDivergence(posterior), beta), logLikelihood));
      return {
        ...lossWithGradients('bernoulli', inputs, ['mu', 'logvar', 'logits'], () => penalised(bernoulli())),
        ...lossWithGradients('gaussian', inputs, ['mu', 'logvar', 'x_mean', 'x_logvar'], () => penalised(gaussian())),
        ...lossWithGradients('free_bits', inputs, ['mu', 'logvar', 'logits'], () => add(neg(mean(bernoulli())), klWithFreeBits(posterior, freeBits))),
        ...tidied({
          kl: () => klDivergence(posterior),
          kl_per_dim_batch_mean: () => klBatchMean(posterior),
          kl_free_bits: () => klWithFreeBits(posterior, freeBits),
          bernoulli_ll: bernoulli,
          gaussian_ll: gaussian,
          gaussian_unit_ll: () => gaussianLogLikelihood(inputs.x_real, inputs.x_mean, 0),
        }),
      };
    });
  },
};
