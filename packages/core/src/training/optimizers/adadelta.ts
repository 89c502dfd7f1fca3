import { add, div, mul, sqrt, sub, zeros } from '../../ops/index.ts';
import { checkOption, notNegative, rate } from '../check.ts';
import { withL2 } from './decay.ts';
import { averagedSquare } from './moving-average.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface AdadeltaOptions extends DecayOptions {
  /** 1 */
  readonly learningRate?: number | undefined;
  /** Decay rate of both averages of squares (0.9). */
  readonly decayRate?: number | undefined;
  /** Added inside both roots (1e-6). */
  readonly epsilon?: number | undefined;
}

/**
 * Adadelta (Zeiler 2012, arXiv:1212.5701, algorithm 1).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adadelta(options: AdadeltaOptions = {}): Optimizer {
  const { learningRate = 1, decayRate = 0.9, epsilon = 1e-6, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, epsilon, weightDecay })) checkOption('adadelta', name, value, notNegative);
  checkOption('adadelta', 'decayRate', decayRate, rate);
  return {
    name: 'adadelta',
    learningRate,
    options: { learningRate, decayRate, epsilon, weightDecay, decays },
    start: (shape) => ({ squaredGradient: zeros([...shape]), squaredMove: zeros([...shape]) }),
    update(parameter, gradient, slots, { learningRate: now }) {
      const g = withL2(gradient, parameter, { weightDecay, decays });
      const squaredGradient = averagedSquare(slot(slots, 'squaredGradient'), g, decayRate);
      const lastMove = slot(slots, 'squaredMove');
      const move = mul(div(sqrt(add(lastMove, epsilon)), sqrt(add(squaredGradient, epsilon))), g);
      return { parameter: sub(parameter, mul(move, now)), slots: { squaredGradient, squaredMove: averagedSquare(lastMove, move, decayRate) } };
    },
  };
}
