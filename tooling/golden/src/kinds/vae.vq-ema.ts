import type { Tensor } from '@figment/core';
import { add, clone, dispose, mul, ones, reshape, slice, stack, sum, tidy, valueAndGradsWithAux } from '@figment/core/ops';
import { type AveragedCodebook, averageCodebook, codeCounts, commitmentLoss, perplexity, quantize } from '@figment/vae';

import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** A codebook that follows moving averages, step by step: each takes row i of `z` and `upstream`. */
export const kind: GoldenKind = {
  name: 'vae.vq_ema',
  run(golden) {
    const { options } = golden;
    const size = options.number('num_embeddings'), dimension = options.number('embedding_dim');
    const settings = { decay: options.number('decay'), epsilon: options.number('epsilon') };
    const cost = options.number('commitment_cost');
    return withInputs(uploadInputs(golden, ['codebook0', 'z', 'upstream']), ({ codebook0, z, upstream }) => {
      let codebook: AveragedCodebook = tidy(() => ({ codes: clone(codebook0), clusterSize: ones([size]), clusterSum: clone(codebook0) }));
      const steps: Step[] = [];
      for (let i = 0; i < z.shape[0]; i++) {
        const step = tidy(() => oneStep(codebook, row(z, i, dimension), row(upstream, i, dimension), cost, settings));
        dispose([codebook.codes, codebook.clusterSize, codebook.clusterSum]);
        codebook = tidy(() => ({ codes: clone(step.codebook), clusterSize: clone(step.cluster_size), clusterSum: clone(step.embed_sum) }));
        steps.push(step);
      }
      dispose([codebook.codes, codebook.clusterSize, codebook.clusterSum]);
      const names = Object.keys(steps[0]!) as (keyof Step)[];
      const results = Object.fromEntries(names.map((name) => [name, tidy(() => stack(steps.map((step) => step[name]), 0))]));
      dispose(steps.flatMap((step) => Object.values(step)));
      return results;
    });
  },
};

type Step = {
  indices: Tensor; quantized: Tensor; commitment: Tensor; perplexity: Tensor;
  cluster_size: Tensor; embed_sum: Tensor; codebook: Tensor; grad_z: Tensor;
};

function oneStep(codebook: AveragedCodebook, z: Tensor, upstream: Tensor, cost: number, settings: { decay: number; epsilon: number }): Step {
  const { aux, gradients } = valueAndGradsWithAux(() => {
    const { straightThrough, codes, indices } = quantize(z, codebook.codes);
    const commitment = mul(commitmentLoss(z, codes), cost);
    return { value: add(sum(mul(straightThrough, upstream)), commitment), aux: { indices, quantized: codes, commitment } };
  }, [z]);
  const next = averageCodebook(codebook, z, aux.indices, settings);
  return {
    ...aux,
    perplexity: perplexity(codeCounts(aux.indices, codebook.codes.shape[0])),
    cluster_size: next.clusterSize, embed_sum: next.clusterSum, codebook: next.codes,
    grad_z: gradients[0]!,
  };
}

/** [steps, N, D] -> [N, D] */
function row(x: Tensor, i: number, dimension: number): Tensor {
  return reshape(slice(x, [i, 0, 0], [1, -1, -1]), [-1, dimension]);
}
