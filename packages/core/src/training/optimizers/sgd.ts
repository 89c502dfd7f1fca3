import { add, mul, sub, zeros } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import { checkOption, notNegative } from '../check.ts';
import { withL2 } from './decay.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface SgdOptions extends DecayOptions {
  /** 0.001 */
  readonly learningRate?: number | undefined;
  /** Part of the last move that is kept (0). */
  readonly momentum?: number | undefined;
  /** Part of the gradient that does not enter the momentum, from the second step on (0). */
  readonly dampening?: number | undefined;
  /** Looks ahead by one move (false). */
  readonly nesterov?: boolean | undefined;
}

/**
 * Stochastic gradient descent with momentum (Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning"),
 * in PyTorch's form: the velocity is not multiplied by the learning rate.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { learningRate = 1e-3, momentum = 0, dampening = 0, nesterov = false, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, momentum, weightDecay })) checkOption('sgd', name, value, notNegative);
  checkOption('sgd', 'dampening', dampening, { says: nesterov ? '0 with nesterov' : 'a number', holds: (value) => Number.isFinite(value) && !(nesterov && value !== 0) });
  if (nesterov) checkOption('sgd', 'momentum', momentum, { says: 'above 0 with nesterov', holds: (value) => value > 0 });
  return {
    name: 'sgd',
    learningRate,
    options: { learningRate, momentum, dampening, nesterov, weightDecay, decays },
    start: (shape) => (momentum === 0 ? {} : { velocity: zeros([...shape]) }),
    update(parameter, gradient, slots, call) {
      const decayed = withL2(gradient, parameter, { weightDecay, decays });
      const moved = (direction: Tensor): Tensor => sub(parameter, mul(direction, call.learningRate));
      if (momentum === 0) return { parameter: moved(decayed), slots };
      // The first velocity is the gradient itself: there is nothing yet to dampen against.
      const velocity = call.step === 1 ? decayed.clone() : add(mul(slot(slots, 'velocity'), momentum), dampening === 0 ? decayed : mul(decayed, 1 - dampening));
      return { parameter: moved(nesterov ? add(decayed, mul(velocity, momentum)) : velocity), slots: { velocity } };
    },
  };
}
