import type { Tensor } from '@figment/core';
import { valueAndGrads } from '@figment/core/ops';
import { adversarialLosses } from '@figment/gan/objectives';

import { lossNamed } from '../gan/losses.ts';
import type { GoldenKind, Result } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** Values of every loss, and their gradients by the logits. */
export const kind: GoldenKind = {
  name: 'gan.losses',
  run(golden) {
    const wanted = new Set([...golden.expected.keys()].map((path) => path.split('.')[0] as string));
    return withInputs(uploadInputs(golden, ['real', 'fake']), ({ real, fake }) => Object.fromEntries([...wanted].flatMap((theirs) => {
      const loss = adversarialLosses[lossNamed(theirs)];
      const discriminator = valueAndGrads(() => loss.discriminator(real, fake), [real, fake]);
      const generator = valueAndGrads(() => loss.generator(fake, real), [fake]);
      const of = (name: string, result: Tensor | undefined): [string, Result] => [`${theirs}.${name}`, result as Tensor];
      return [
        of('d_loss', discriminator.value), of('d_grad_real', discriminator.gradients[0]), of('d_grad_fake', discriminator.gradients[1]),
        of('g_loss', generator.value), of('g_grad_fake', generator.gradients[0]),
      ];
    })));
  },
};
