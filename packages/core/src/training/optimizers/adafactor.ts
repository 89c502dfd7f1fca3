import { div, maximum, mean, mul, rsqrt, sqrt, square, sub, sum, zeros } from '../../ops/index.ts';
import type { Shape, Tensor } from '../../tensor.ts';
import { checkOption, notNegative } from '../check.ts';
import { shrunk } from './decay.ts';
import { lerp } from './moving-average.ts';
import { type DecayOptions, type Optimizer, slot, type Slots } from './optimizer.ts';

export interface AdafactorOptions extends DecayOptions {
  /** Upper bound of the relative step size, which falls as 1 / sqrt(step) (0.01). */
  readonly learningRate?: number | undefined;
  /** The averages of squares decay by 1 - step^varianceDecay (-0.8). */
  readonly varianceDecay?: number | undefined;
  /** Below the variance (float32's spacing at 1), and below the scale of a parameter (0.001). */
  readonly epsilons?: readonly [variance: number, scale: number] | undefined;
  /** Largest root mean square of an update before it is scaled (1). */
  readonly clipThreshold?: number | undefined;
}

/** The distance from 1 to the next float32. */
const FLOAT32_EPSILON = 2 ** -23;

/**
 * Adafactor (Shazeer and Stern 2018, arXiv:1804.04235, algorithms 4 and 5) in PyTorch's form: second moments of matrices are kept as a row and a
 * column. Kernels of more axes are factored along their last two. Weight decay stands beside the gradient.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function adafactor(options: AdafactorOptions = {}): Optimizer {
  const { learningRate = 1e-2, varianceDecay = -0.8, epsilons = [FLOAT32_EPSILON, 1e-3], clipThreshold = 1, weightDecay = 0, decays = 'all' } = options;
  for (const [name, value] of Object.entries({ learningRate, 'epsilons[0]': epsilons[0], 'epsilons[1]': epsilons[1], weightDecay })) checkOption('adafactor', name, value, notNegative);
  checkOption('adafactor', 'varianceDecay', varianceDecay, { says: 'a number of at most 0', holds: (value) => value <= 0 });
  checkOption('adafactor', 'clipThreshold', clipThreshold, { says: 'a number of at least 1', holds: (value) => value >= 1 });
  return {
    name: 'adafactor',
    learningRate,
    options: { learningRate, varianceDecay, epsilons, clipThreshold, weightDecay, decays },
    start: (shape) => (shape.length > 1 ? { rows: zeros([...shape.slice(0, -1), 1]), columns: zeros(withAxis(shape, -2, 1)) } : { secondMoment: zeros([...shape]) }),
    update(parameter, gradient, slots, { step, learningRate: now }) {
      const relative = Math.min(now, 1 / Math.sqrt(step)); // rho_t
      const scale = mul(maximum(rootMeanSquare(parameter), epsilons[1]), relative); // alpha_t
      const next = moments(gradient, slots, step ** varianceDecay);
      const direction = mul(rsqrt(maximum(estimate(next, epsilons[0]), epsilons[0] ** 2)), gradient);
      const clipped = div(scale, maximum(div(rootMeanSquare(direction), clipThreshold), 1));
      return { parameter: sub(shrunk(parameter, now, { weightDecay, decays }), mul(direction, clipped)), slots: next };
    },
  };
}

/** `part` is what the newest gradient counts: 1 - beta2 at this step. */
function moments(gradient: Tensor, slots: Slots, part: number): Slots {
  const squared = square(gradient);
  if (gradient.rank < 2) return { secondMoment: lerp(slot(slots, 'secondMoment'), squared, part) };
  return {
    rows: lerp(slot(slots, 'rows'), mean(squared, -1, true), part), // [..., R, C] -> [..., R, 1]
    columns: lerp(slot(slots, 'columns'), mean(squared, -2, true), part), // [..., R, C] -> [..., 1, C]
  };
}

/** The second moment as rows times columns over their mean. */
function estimate({ secondMoment, rows, columns }: Slots, epsilon: number): Tensor {
  if (secondMoment !== undefined) return secondMoment;
  return div(mul(rows as Tensor, columns as Tensor), maximum(mean(rows as Tensor, -2, true), epsilon));
}

function rootMeanSquare(x: Tensor): Tensor {
  return sqrt(div(sum(square(x)), x.size));
}

function withAxis(shape: Shape, axis: number, length: number): number[] {
  return shape.map((old, i) => (i === shape.length + axis ? length : old));
}
