import { optimizerRows } from '../../rows/optimizer.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { AdamUpdate } from './update.ts';

/** One call of torch for all parameters that decay alike. */
export function fusedAdam(torch: Torch): AdamUpdate {
  const rows = torch.rows(optimizerRows);
  return (state, { step, learningRate, betas, epsilon, weightDecay, decoupled, amsgrad }) => {
    const stepNumber = torch.upload(Float32Array.of(step), [], 'float32');
    for (const decay of new Set(weightDecay)) {
      const alike = <Item>(list: readonly Item[]): Item[] => list.filter((_, i) => weightDecay[i] === decay);
      const parameters = alike(state.parameters);
      const update = decoupled ? rows.fusedAdamW : rows.fusedAdam;
      update(
        parameters, alike(state.gradients), alike(state.firstMoments), alike(state.secondMoments), alike(state.largest), parameters.map(() => stepNumber),
        learningRate, ...betas, decay, epsilon, amsgrad, false,
      );
    }
  };
}
