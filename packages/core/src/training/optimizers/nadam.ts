import { add, div, mul, ones, sqrt, sub, zeros } from '../../ops/index.ts';
import { checkBetas, checkOption, notNegative } from '../check.ts';
import type { AdamOptions } from './adam.ts';
import { shrunk, withL2 } from './decay.ts';
import { averaged, averagedSquare } from './moving-average.ts';
import { type Optimizer, slot } from './optimizer.ts';

/** Options of {@link nadam}. */
export interface NadamOptions extends Omit<AdamOptions, 'amsgrad'> {
  /** How fast the momentum warms up (0.004). */
  readonly momentumDecay?: number | undefined;
  /** Weight decay beside the gradient, not as a term of the loss (false). */
  readonly decoupled?: boolean | undefined;
}

/**
 * Adam with Nesterov momentum (Dozat 2016, "Incorporating Nesterov momentum into Adam"), learning rate 0.002 by default.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function nadam(options: NadamOptions = {}): Optimizer {
  const { learningRate = 2e-3, betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0, decays = 'all', momentumDecay = 4e-3, decoupled = false } = options;
  for (const [name, value] of Object.entries({ learningRate, epsilon, weightDecay, momentumDecay })) checkOption('nadam', name, value, notNegative);
  checkBetas('nadam', betas);
  const decay = { weightDecay, decays };
  const momentumAt = (step: number): number => betas[0] * (1 - 0.5 * 0.96 ** (step * momentumDecay));
  return {
    name: 'nadam',
    learningRate,
    options: { learningRate, betas, epsilon, weightDecay, decays, momentumDecay, decoupled },
    start: (shape) => ({ firstMoment: zeros([...shape]), secondMoment: zeros([...shape]), momentumProduct: ones([]) }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const g = decoupled ? gradient : withL2(gradient, parameter, decay);
      const start = decoupled ? shrunk(parameter, now, decay) : parameter;
      const momentum = momentumAt(step);
      const next = momentumAt(step + 1);
      const momentumProduct = mul(slot(slots, 'momentumProduct'), momentum);
      const firstMoment = averaged(slot(slots, 'firstMoment'), g, betas[0]);
      const secondMoment = averagedSquare(slot(slots, 'secondMoment'), g, betas[1]);
      const root = add(sqrt(div(secondMoment, 1 - betas[1] ** step)), epsilon);
      const ofGradient = mul(g, div(now * (1 - momentum), sub(1, momentumProduct)));
      const ofMoment = mul(firstMoment, div(now * next, sub(1, mul(momentumProduct, next))));
      return { parameter: sub(start, div(add(ofGradient, ofMoment), root)), slots: { firstMoment, secondMoment, momentumProduct } };
    },
  };
}
