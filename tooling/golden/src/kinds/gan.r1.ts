import { mul } from '@figment/core/ops';
import { judgeAlongSlope, zeroCenteredPenalty } from '@figment/gan/objectives';
import { Pass } from '@figment/gan/networks';

import { openDiscriminator } from '../gan/discriminator.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** R1 and its gradient by every weight: a gradient of a gradient. */
export const kind: GoldenKind = {
  name: 'gan.r1',
  async run(golden) {
    const gamma = golden.options.number('gamma');
    const discriminator = await openDiscriminator(golden);
    try {
      return await withInputs(uploadInputs(golden, ['real']), async ({ real }) => {
        const { loss, ...rest } = await lossWithParameterGradients(discriminator, { theirs: (ours) => ours }, {}, () => {
          const { logits, gradients } = judgeAlongSlope(discriminator, real, undefined, new Pass({ training: true }));
          return { value: mul(zeroCenteredPenalty(gradients), gamma), aux: { logits, grad_x: gradients } };
        });
        return { penalty: loss!, ...rest };
      });
    } finally {
      discriminator.dispose();
    }
  },
};
