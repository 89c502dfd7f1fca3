import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { optimizerRows } from '../../rows/optimizer.ts';
import type { Torch } from '../../tensors/torch.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import type { AdamUpdate } from './update.ts';

/** Parameter by parameter, of basic operations: for releases whose own update is not the one that is known. */
export function composedAdam(torch: Torch): AdamUpdate {
  const { div, maximum, sqrt, square } = torch.rows(elementwiseRows);
  const copyInto = torch.row(optimizerRows.copyInto);
  const { add, mul } = arithmeticOf(torch);
  const times = (x: Handle, factor: number): Handle => mul(x, torch.scalar(factor));
  /** decay * average + (1 - decay) * x */
  const averaged = (average: Handle, x: Handle, decay: number): Handle => add(times(average, decay), times(x, 1 - decay));

  return (state, { step, learningRate, betas: [beta1, beta2], epsilon, weightDecay, decoupled, amsgrad }) => {
    const correction = 1 - beta1 ** step;
    const rootCorrection = Math.sqrt(1 - beta2 ** step);
    for (const [i, parameter] of state.parameters.entries()) {
      torch.scope(() => {
        const decay = weightDecay[i]!;
        const gradient = decoupled || decay === 0 ? state.gradients[i]! : add(state.gradients[i]!, times(parameter, decay));
        const start = decoupled && decay !== 0 ? times(parameter, 1 - learningRate * decay) : parameter;
        const first = averaged(state.firstMoments[i]!, gradient, beta1);
        const second = averaged(state.secondMoments[i]!, square(gradient), beta2);
        const largest = amsgrad ? maximum(state.largest[i]!, second) : second;
        // m / c1 / (sqrt(v) / c2 + epsilon), with the numbers of both corrections taken out of the tensors.
        const direction = div(first, add(sqrt(largest), torch.scalar(epsilon * rootCorrection)));
        copyInto(parameter, add(start, times(direction, (-learningRate * rootCorrection) / correction)), false);
        copyInto(state.firstMoments[i]!, first, false);
        copyInto(state.secondMoments[i]!, second, false);
        if (amsgrad) copyInto(state.largest[i]!, largest, false);
      });
    }
  };
}
