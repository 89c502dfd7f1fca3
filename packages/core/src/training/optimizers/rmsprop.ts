import { add, div, maximum, mul, sqrt, square, sub, zeros } from '../../ops/index.ts';
import { checkOption, notNegative, rate } from '../check.ts';
import { withL2 } from './decay.ts';
import { averaged, averagedSquare } from './moving-average.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface RmspropOptions extends DecayOptions {
  /** 0.01 */
  readonly learningRate?: number | undefined;
  /** Decay rate of the average of the squared gradient (0.99). */
  readonly decayRate?: number | undefined;
  /** Added to the root (1e-8). */
  readonly epsilon?: number | undefined;
  readonly momentum?: number | undefined;
  /** Divides by the deviation of the gradient from its average (false). */
  readonly centered?: boolean | undefined;
}

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6.5), centred as by Graves 2013 (arXiv:1308.0850, eq. 38–45); `epsilon` stands outside of the root.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { learningRate = 1e-2, decayRate = 0.99, epsilon = 1e-8, momentum = 0, centered = false, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, epsilon, momentum, weightDecay })) checkOption('rmsprop', name, value, notNegative);
  checkOption('rmsprop', 'decayRate', decayRate, rate);
  return {
    name: 'rmsprop',
    learningRate,
    options: { learningRate, decayRate, epsilon, momentum, centered, weightDecay, decays },
    start: (shape) => ({
      secondMoment: zeros([...shape]),
      ...(centered ? { firstMoment: zeros([...shape]) } : {}),
      ...(momentum > 0 ? { velocity: zeros([...shape]) } : {}),
    }),
    update(parameter, gradient, slots, { learningRate: now }) {
      const g = withL2(gradient, parameter, { weightDecay, decays });
      const secondMoment = averagedSquare(slot(slots, 'secondMoment'), g, decayRate);
      const firstMoment = centered ? averaged(slot(slots, 'firstMoment'), g, decayRate) : undefined;
      // A variance is never negative; rounding may make it so.
      const variance = firstMoment === undefined ? secondMoment : maximum(sub(secondMoment, square(firstMoment)), 0);
      const direction = div(g, add(sqrt(variance), epsilon));
      const velocity = momentum > 0 ? add(mul(slot(slots, 'velocity'), momentum), direction) : undefined;
      return {
        parameter: sub(parameter, mul(velocity ?? direction, now)),
        slots: { secondMoment, ...(firstMoment ? { firstMoment } : {}), ...(velocity ? { velocity } : {}) },
      };
    },
  };
}
