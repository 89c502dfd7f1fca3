import { add, mean, mul, reshape, squaredDifference } from '@figment/core/ops';
import { codebookLoss, commitmentLoss, quantize, type VqBlockNetwork } from '@figment/vae';
import { diffusersNames, importVqModel } from '@figment/vae/diffusers';

import { diffusersFiles } from '../interchange/files.ts';
import { lossWithParameterGradients } from '../interchange/gradients.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { toUnit, uploadInputs } from '../vae/inputs.ts';

/** diffusers' VQModel: codes, decoding, loss and gradients. Its loss has beta on the codebook's term. */
export const kind: GoldenKind = {
  name: 'vae.vq_model',
  async run(golden) {
    const beta = golden.options.number('beta', 0.25);
    golden.options.raw('index_margin', 'codes_used'); // what the oracle saw, nothing to obey
    const model = await importVqModel(await diffusersFiles(golden));
    const network = model.modules['autoencoder'] as VqBlockNetwork;
    try {
      return await withInputs(uploadInputs(golden, ['x']), ({ x }) => lossWithParameterGradients(network, diffusersNames, { x }, () => {
        const latents = network.encode(toUnit(x));
        const { straightThrough, codes, indices } = quantize(latents, network.codebook.codes);
        const decoded = network.output(straightThrough);
        const commitLoss = add(commitmentLoss(latents, codes), mul(codebookLoss(latents, codes), beta));
        const value = add(mean(squaredDifference(decoded, x)), commitLoss);
        return { value, aux: { latents, quantized: codes, indices: reshape(indices, latents.shape.slice(0, 3)), commit_loss: commitLoss, decoded } };
      }));
    } finally {
      model.dispose();
    }
  },
};
