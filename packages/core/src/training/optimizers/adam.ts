import { add, div, maximum, mul, sqrt, sub, zeros } from '../../ops/index.ts';
import { checkBetas, checkOption, notNegative } from '../check.ts';
import { shrunk, withL2 } from './decay.ts';
import { fusedAdam } from './fused-adam.ts';
import { averaged, averagedSquare } from './moving-average.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface AdamOptions extends DecayOptions {
  /** 0.001 */
  readonly learningRate?: number | undefined;
  /** Decay rates of the averages of the gradient and of its square ([0.9, 0.999]). */
  readonly betas?: readonly [number, number] | undefined;
  /** Added to the root, after the correction of its bias (1e-8). */
  readonly epsilon?: number | undefined;
  /** Divides by the largest second moment so far (Reddi et al. 2018, arXiv:1904.09237) (false). */
  readonly amsgrad?: boolean | undefined;
}

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1). Weight decay is a term of the loss.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamWith('adam', options, options.weightDecay ?? 0, false);
}

/**
 * Adam with weight decay beside the gradient, 0.01 by default (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adamW(options: AdamOptions = {}): Optimizer {
  return adamWith('adamW', options, options.weightDecay ?? 0.01, true);
}

function adamWith(name: 'adam' | 'adamW', options: AdamOptions, weightDecay: number, decoupled: boolean): Optimizer {
  const { learningRate = 1e-3, betas = [0.9, 0.999], epsilon = 1e-8, decays = 'all', amsgrad = false } = options;
  for (const [option, value] of Object.entries({ learningRate, epsilon, weightDecay })) checkOption(name, option, value, notNegative);
  checkBetas(name, betas);
  const decay = { weightDecay, decays };
  return {
    name,
    learningRate,
    options: { learningRate, betas, epsilon, weightDecay, decays, amsgrad },
    updateAll: (moves, call) => fusedAdam(moves, call, { betas, epsilon, decay, decoupled, amsgrad }),
    start: (shape) => ({
      firstMoment: zeros([...shape]),
      secondMoment: zeros([...shape]),
      ...(amsgrad ? { largestSecondMoment: zeros([...shape]) } : {}),
    }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const g = decoupled ? gradient : withL2(gradient, parameter, decay);
      const start = decoupled ? shrunk(parameter, now, decay) : parameter;
      const firstMoment = averaged(slot(slots, 'firstMoment'), g, betas[0]);
      const secondMoment = averagedSquare(slot(slots, 'secondMoment'), g, betas[1]);
      const moments = amsgrad
        ? { firstMoment, secondMoment, largestSecondMoment: maximum(slot(slots, 'largestSecondMoment'), secondMoment) }
        : { firstMoment, secondMoment };
      const correction = 1 - betas[0] ** step;
      const rootCorrection = Math.sqrt(1 - betas[1] ** step);
      // m / c1 / (sqrt(v) / c2 + epsilon), with the numbers of both corrections taken out of the tensors.
      const root = sqrt(moments.largestSecondMoment ?? secondMoment);
      const direction = div(firstMoment, add(root, epsilon * rootCorrection));
      return { parameter: sub(start, mul(direction, (now * rootCorrection) / correction)), slots: moments };
    },
  };
}
