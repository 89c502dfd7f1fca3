import { add, clone, mean, mul, squaredDifference } from '@figment/core/ops';
import { klDivergence, type KlNetwork, reparameterize } from '@figment/vae';
import { diffusersNames, importAutoencoderKl } from '@figment/vae/diffusers';

import { diffusersFiles } from '../interchange/files.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { toUnit, uploadInputs } from '../vae/inputs.ts';

/** diffusers' AutoencoderKL: posterior, decoding, loss and gradients. */
export const kind: GoldenKind = {
  name: 'vae.autoencoder_kl',
  async run(golden) {
    const klWeight = golden.options.number('kl_weight', 0);
    const model = await importAutoencoderKl(await diffusersFiles(golden));
    const network = model.modules['autoencoder'] as KlNetwork;
    try {
      return await withInputs(uploadInputs(golden, ['x', 'noise']), ({ x, noise }) => lossWithParameterGradients(network, diffusersNames, { x }, () => {
        const posterior = network.posterior(toUnit(x));
        const z = reparameterize(posterior, noise);
        const decoded = network.output(z);
        const mse = mean(squaredDifference(decoded, x));
        const kl = klDivergence(posterior);
        return { value: add(mse, mul(mean(kl), klWeight)), aux: { mean: clone(posterior.mean), logvar: clone(posterior.logVariance), z, decoded, mse, kl } };
      }));
    } finally {
      model.dispose();
    }
  },
};
