import { add, div, fill, mul, sqrt, square, sub } from '../../ops/index.ts';
import { checkOption, notNegative } from '../check.ts';
import { withL2 } from './decay.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface AdagradOptions extends DecayOptions {
  /** 0.01 */
  readonly learningRate?: number | undefined;
  /** The learning rate is divided by 1 + (step - 1) * learningRateDecay (0). */
  readonly learningRateDecay?: number | undefined;
  /** What the sum of squares begins with (0). */
  readonly initialSum?: number | undefined;
  /** Added to the root (1e-10). */
  readonly epsilon?: number | undefined;
}

/**
 * AdaGrad (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods for online learning and stochastic optimization", diagonal form).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adagrad(options: AdagradOptions = {}): Optimizer {
  const { learningRate = 1e-2, learningRateDecay = 0, initialSum = 0, epsilon = 1e-10, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, learningRateDecay, initialSum, epsilon, weightDecay })) checkOption('adagrad', name, value, notNegative);
  return {
    name: 'adagrad',
    learningRate,
    options: { learningRate, learningRateDecay, initialSum, epsilon, weightDecay, decays },
    start: (shape) => ({ sumOfSquares: fill([...shape], initialSum) }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const g = withL2(gradient, parameter, { weightDecay, decays });
      const sumOfSquares = add(slot(slots, 'sumOfSquares'), square(g));
      const direction = div(g, add(sqrt(sumOfSquares), epsilon));
      return { parameter: sub(parameter, mul(direction, now / (1 + (step - 1) * learningRateDecay))), slots: { sumOfSquares } };
    },
  };
}
