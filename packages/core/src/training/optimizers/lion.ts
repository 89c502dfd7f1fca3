import { mul, sign, sub, zeros } from '../../ops/index.ts';
import { checkBetas, checkOption, notNegative } from '../check.ts';
import { shrunk } from './decay.ts';
import { averaged } from './moving-average.ts';
import { type DecayOptions, type Optimizer, slot } from './optimizer.ts';

export interface LionOptions extends DecayOptions {
  /** 0.0001: a third to a tenth of AdamW's. */
  readonly learningRate?: number | undefined;
  /** Part of the momentum in the update, and decay rate of the momentum ([0.9, 0.99]). */
  readonly betas?: readonly [number, number] | undefined;
}

/**
 * Lion (Chen et al. 2023, arXiv:2302.06675, algorithm 2): the sign of an interpolation. Weight decay stands beside the gradient.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function lion(options: LionOptions = {}): Optimizer {
  const { learningRate = 1e-4, betas = [0.9, 0.99], weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, weightDecay })) checkOption('lion', name, value, notNegative);
  checkBetas('lion', betas);
  return {
    name: 'lion',
    learningRate,
    options: { learningRate, betas, weightDecay, decays },
    start: (shape) => ({ momentum: zeros([...shape]) }),
    update(parameter, gradient, slots, { learningRate: now }) {
      const momentum = slot(slots, 'momentum');
      const direction = sign(averaged(momentum, gradient, betas[0]));
      return { parameter: sub(shrunk(parameter, now, { weightDecay, decays }), mul(direction, now)), slots: { momentum: averaged(momentum, gradient, betas[1]) } };
    },
  };
}
