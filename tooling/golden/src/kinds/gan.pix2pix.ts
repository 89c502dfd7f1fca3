import type { Parameter, Tensor } from '@figment/core';
import { abs, add, concat, dispose, mean, mul, neg, softplus, sub, valueAndGradsWithAux } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { Pass, PatchDiscriminator } from '@figment/gan/networks';

import { inTorch, readTorchWeights } from '../gan/torch-weights.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** PatchGAN and the losses of pix2pix, with the gradients of the discriminator's weights and of what the generator made. */
export const kind: GoldenKind = {
  name: 'gan.pix2pix',
  async run(golden) {
    const { options } = golden;
    const network = new PatchDiscriminator(key(0), { in: 2 * options.number('in_channels'), channels: options.number('f'), strided: 2, flat: 0, kernel: 4, norm: 'instance' });
    const weightOfL1 = options.number('lambda_l1');
    try {
      const [first, second] = network.layers.map(({ conv }) => conv.conv) as [PatchDiscriminator['output']['conv'], PatchDiscriminator['output']['conv']];
      const last = network.output.conv;
      const names = new Map<string, Parameter>([['0.weight', first.weight], ['0.bias', first.bias!], ['2.weight', second.weight], ['5.weight', last.weight], ['5.bias', last.bias!]]);
      readTorchWeights(golden, names);
      return await withInputs(uploadInputs(golden, ['condition', 'real', 'fake']), async ({ condition, real, fake }) => {
        const judged = (picture: Tensor): Tensor => network.judge(concat([condition, picture], 3), undefined, new Pass({ training: true })).logits;
        const { value: d_loss, aux, gradients } = valueAndGradsWithAux(() => {
          const patch_real = judged(real), patch_fake = judged(fake);
          return { value: mul(add(mean(softplus(neg(patch_real))), mean(softplus(patch_fake))), 0.5), aux: { patch_real, patch_fake } };
        }, [...names.values()]);
        const ofGenerator = valueAndGradsWithAux(() => {
          const g_gan = mean(softplus(neg(judged(fake)))), g_l1 = mean(abs(sub(fake, real)));
          return { value: add(g_gan, mul(g_l1, weightOfL1)), aux: { g_gan, g_l1 } };
        }, [fake]);
        const grads = await Promise.all([...names.keys()].map(async (name, i) => [`grad.${name}`, await inTorch(golden, name, gradients[i]!)] as const));
        dispose(gradients);
        return { d_loss, ...aux, ...ofGenerator.aux, g_loss: ofGenerator.value, g_grad_fake: ofGenerator.gradients[0]!, ...Object.fromEntries(grads) };
      });
    } finally {
      network.dispose();
    }
  },
};
