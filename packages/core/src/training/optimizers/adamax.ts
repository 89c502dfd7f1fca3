import { abs, add, div, maximum, mul, sub, zeros } from '../../ops/index.ts';
import { checkBetas, checkOption, notNegative } from '../check.ts';
import type { AdamOptions } from './adam.ts';
import { withL2 } from './decay.ts';
import { averaged } from './moving-average.ts';
import { type Optimizer, slot } from './optimizer.ts';

/** Options of {@link adamax}. */
export type AdamaxOptions = Omit<AdamOptions, 'amsgrad'>;

/**
 * Adam under the infinity norm (Kingma and Ba 2015, arXiv:1412.6980, algorithm 2), learning rate 0.002 by default. `epsilon` is added to the
 * magnitude of the gradient. Weight decay is a term of the loss.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adamax(options: AdamaxOptions = {}): Optimizer {
  const { learningRate = 2e-3, betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, epsilon, weightDecay })) checkOption('adamax', name, value, notNegative);
  checkBetas('adamax', betas);
  return {
    name: 'adamax',
    learningRate,
    options: { learningRate, betas, epsilon, weightDecay, decays },
    start: (shape) => ({ firstMoment: zeros([...shape]), infinityNorm: zeros([...shape]) }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const g = withL2(gradient, parameter, { weightDecay, decays });
      const firstMoment = averaged(slot(slots, 'firstMoment'), g, betas[0]);
      const infinityNorm = maximum(mul(slot(slots, 'infinityNorm'), betas[1]), add(abs(g), epsilon));
      const moved = sub(parameter, mul(div(firstMoment, infinityNorm), now / (1 - betas[0] ** step)));
      return { parameter: moved, slots: { firstMoment, infinityNorm } };
    },
  };
}
