import { add, div, mul, sqrt, sub, zeros } from '../../ops/index.ts';
import { checkBetas, checkOption, notNegative } from '../check.ts';
import type { AdamOptions } from './adam.ts';
import { shrunk, withL2 } from './decay.ts';
import { averaged, averagedSquare } from './moving-average.ts';
import { type Optimizer, slot } from './optimizer.ts';

/** Options of {@link radam}. */
export interface RadamOptions extends Omit<AdamOptions, 'amsgrad'> {
  /** Weight decay beside the gradient, not as a term of the loss (false). */
  readonly decoupled?: boolean | undefined;
}

/**
 * Rectified Adam (Liu et al. 2020, arXiv:1908.03265, algorithm 2): while too few gradients have been seen to know their variance, it does
 * not divide by it.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function radam(options: RadamOptions = {}): Optimizer {
  const { learningRate = 1e-3, betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0, decays = 'all', decoupled = false } = options;
  for (const [name, value] of Object.entries({ learningRate, epsilon, weightDecay })) checkOption('radam', name, value, notNegative);
  checkBetas('radam', betas);
  const decay = { weightDecay, decays };
  return {
    name: 'radam',
    learningRate,
    options: { learningRate, betas, epsilon, weightDecay, decays, decoupled },
    start: (shape) => ({ firstMoment: zeros([...shape]), secondMoment: zeros([...shape]) }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const g = decoupled ? gradient : withL2(gradient, parameter, decay);
      const start = decoupled ? shrunk(parameter, now, decay) : parameter;
      const firstMoment = averaged(slot(slots, 'firstMoment'), g, betas[0]);
      const secondMoment = averagedSquare(slot(slots, 'secondMoment'), g, betas[1]);
      const corrected = now / (1 - betas[0] ** step);
      const rectification = rectificationAt(step, betas[1]);
      const moved =
        rectification === undefined
          ? sub(start, mul(firstMoment, corrected))
          : sub(start, mul(div(firstMoment, add(sqrt(secondMoment), epsilon)), corrected * rectification * Math.sqrt(1 - betas[1] ** step)));
      return { parameter: moved, slots: { firstMoment, secondMoment } };
    },
  };
}

/** The variance rectification term r_t; undefined while the variance is not tractable. */
function rectificationAt(step: number, beta2: number): number | undefined {
  const longest = 2 / (1 - beta2) - 1; // rho_inf, the length of the approximated simple moving average
  const length = longest - (2 * step * beta2 ** step) / (1 - beta2 ** step); // rho_t
  if (length <= 5) return undefined;
  return Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length));
}
