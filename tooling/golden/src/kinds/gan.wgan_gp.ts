import { mul, sqrt } from '@figment/core/ops';
import { between, judgeAlongSlope, oneCenteredPenalty, squaredNorms } from '@figment/gan/objectives';
import { Pass } from '@figment/gan/networks';

import { openDiscriminator } from '../gan/discriminator.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** The gradient penalty between real and made pictures, and its gradient by every weight. */
export const kind: GoldenKind = {
  name: 'gan.wgan_gp',
  async run(golden) {
    const lambda = golden.options.number('lambda_gp');
    const discriminator = await openDiscriminator(golden);
    try {
      return await withInputs(uploadInputs(golden, ['real', 'fake', 'alpha']), async ({ real, fake, alpha }) => {
        const { loss, ...rest } = await lossWithParameterGradients(discriminator, { theirs: (ours) => ours }, {}, () => {
          const { logits, gradients } = judgeAlongSlope(discriminator, between(real, fake, alpha), undefined, new Pass({ training: true }));
          return { value: mul(oneCenteredPenalty(gradients), lambda), aux: { logits_interp: logits, grad_x: gradients, norms: sqrt(squaredNorms(gradients)) } };
        });
        return { penalty: loss!, ...rest };
      });
    } finally {
      discriminator.dispose();
    }
  },
};
