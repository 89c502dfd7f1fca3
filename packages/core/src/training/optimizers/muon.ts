import { add, div, matMul, maximum, mul, sqrt, square, sub, sum, transpose, zeros } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import { checkChoice, checkOption, notNegative, positiveInteger } from '../check.ts';
import { type AdamOptions, adamW } from './adam.ts';
import { shrunk } from './decay.ts';
import { averaged, lerp } from './moving-average.ts';
import { type Optimizer, slot } from './optimizer.ts';

/** Options of {@link muon}. */
export interface MuonOptions {
  /** Of matrices (0.001). */
  readonly learningRate?: number | undefined;
  /** Of matrices (0.1). */
  readonly weightDecay?: number | undefined;
  /** 0.95 */
  readonly momentum?: number | undefined;
  /** Looks ahead by one move (true). */
  readonly nesterov?: boolean | undefined;
  /** Newton–Schulz iterations (5). */
  readonly iterations?: number | undefined;
  /** Of the quintic that an iteration applies to each singular value ([3.4445, -4.775, 2.0315]). */
  readonly coefficients?: readonly [number, number, number] | undefined;
  /** Below the norm that a matrix is divided by (1e-7). */
  readonly epsilon?: number | undefined;
  /**
   * How a step follows the shape [A, B]: by sqrt(max(1, A / B)), by 0.2 sqrt(max(A, B)), which matches AdamW's root mean square so that its
   * learning rates can be used (Liu et al. 2025, arXiv:2502.16982, eq. 4), or not at all ('original').
   */
  readonly scale?: 'original' | 'matchAdamW' | 'none' | undefined;
  /** AdamW of everything that is no matrix; its learning rate follows the same schedule. */
  readonly others?: AdamOptions | undefined;
}

/**
 * Muon (Jordan 2024, "Muon: an optimizer for hidden layers in neural networks"): matrices move by their momentum made orthogonal, everything
 * else by AdamW. In float32 throughout.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function muon(options: MuonOptions = {}): Optimizer {
  const { learningRate = 1e-3, weightDecay = 0.1, momentum = 0.95, nesterov = true, iterations = 5, epsilon = 1e-7, scale = 'original' } = options;
  const { coefficients = [3.4445, -4.775, 2.0315] } = options;
  for (const [name, value] of Object.entries({ learningRate, weightDecay, momentum, epsilon })) checkOption('muon', name, value, notNegative);
  checkOption('muon', 'iterations', iterations, positiveInteger);
  checkChoice('muon', 'scale', scale, ['original', 'matchAdamW', 'none']);
  const others = adamW(options.others);
  return {
    name: 'muon',
    learningRate,
    options: { learningRate, weightDecay, momentum, nesterov, iterations, coefficients, epsilon, scale, others: others.options },
    start: (shape) => (shape.length === 2 ? { velocity: zeros([...shape]) } : others.start(shape)),
    update(parameter, gradient, slots, call) {
      const now = call.learningRate;
      if (parameter.rank !== 2) {
        const scheduled = learningRate === 0 ? 0 : now / learningRate;
        return others.update(parameter, gradient, slots, { ...call, learningRate: others.learningRate * scheduled });
      }
      const velocity = averaged(slot(slots, 'velocity'), gradient, momentum);
      const direction = orthogonal(nesterov ? lerp(gradient, velocity, momentum) : velocity, { iterations, coefficients, epsilon });
      const moved = sub(shrunk(parameter, now, { weightDecay }), mul(direction, now * shapeFactor(parameter.shape as [number, number], scale)));
      return { parameter: moved, slots: { velocity } };
    },
  };
}

function shapeFactor([rows, columns]: readonly [number, number], scale: NonNullable<MuonOptions['scale']>): number {
  switch (scale) {
    case 'original':
      return Math.sqrt(Math.max(1, rows / columns));
    case 'matchAdamW':
      return 0.2 * Math.sqrt(Math.max(rows, columns));
    case 'none':
      return 1;
  }
}

/** [A, B] -> [A, B] with singular values near 1, by Newton–Schulz iteration: X <- a X + (b XX' + c (XX')^2) X. */
function orthogonal(x: Tensor, { iterations, coefficients: [a, b, c], epsilon }: { iterations: number; coefficients: readonly [number, number, number]; epsilon: number }): Tensor {
  const tall = (x.shape[0]) > (x.shape[1] as number);
  const wide = tall ? transpose(x) : x; // the smaller Gram matrix
  let result = div(wide, maximum(sqrt(sum(square(wide))), epsilon));
  for (let i = 0; i < iterations; i += 1) {
    const gram = matMul(result, result, false, true); // [A, B] -> [A, A]
    result = add(mul(result, a), matMul(add(mul(gram, b), mul(matMul(gram, gram), c)), result));
  }
  return tall ? transpose(result) : result;
}
