import * as z from 'zod';

import { combine } from '../combine.ts';
import { defineScheduler } from './define.ts';
import { orderAt } from './dpm-solver/multistep.ts';
import { solverOutput } from './dpm-solver/output.ts';
import { solverGrid } from './grids/solver-grid.ts';
import { flowShift, lowerOrderFinal, sigmaSchedule, solverOrder, stepsOffset, thresholding, timesteps, timestepSpacing } from './options.ts';
import { flowLevel, planOf, preservedLevel } from './plan.ts';

/**
 * Zhang and Chen 2023, "Fast sampling of diffusion models with exponential integrator" (DEIS), arXiv:2204.13902: the noise along rho = sigma / alpha
 * is a polynomial in log rho through the last predictions (eq. 15, "log rho AB-DEIS"), whose integral moves x / alpha.
 */
export const deis = defineScheduler({
  id: 'deis',
  title: 'DEIS',
  description: 'One prediction a step and one or two before it.',
  options: z.object({ timestepSpacing: timestepSpacing('linspace'), stepsOffset, timesteps, sigmaSchedule, solverOrder: solverOrder(2), lowerOrderFinal: lowerOrderFinal(true), flowShift, ...thresholding }),
  predictions: ['noise', 'sample', 'velocity', 'flow'],
  processes: ['variancePreserving', 'flow'],
  plan(call, options) {
    const { times, sigmas } = solverGrid(call, { ...options, finalSigmasType: 'last' });
    const levels = sigmas.map(call.process.kind === 'flow' ? flowLevel : preservedLevel);
    const rhos = levels.map(({ alpha, sigma }) => sigma / alpha);
    return planOf({
      times,
      sigmas,
      level: (i) => levels[i]!,
      step({ x, history: before }, said, i) {
        const { clean, output } = solverOutput(false, call.prediction, said, x, levels[i]!, options);
        const history = [output, ...before].slice(0, options.solverOrder);
        const used = history.slice(0, orderAt(i, times.length, options.solverOrder, { lowerOrderFinal: options.lowerOrderFinal, endsClean: false }));
        const nodes = used.map((_, k) => rhos[i - k]!);
        const { alpha } = levels[i + 1]!;
        const weights = used.map((_, k) => alpha * logLagrangeIntegral(nodes, k, rhos[i]!, rhos[i + 1]!));
        return { x: combine([alpha / levels[i]!.alpha, x], ...used.map((each, k) => [weights[k]!, each] as const)), clean, history };
      },
    });
  },
});

/** The integral from a to b, by rho, of the polynomial in log rho that is 1 at nodes[k] and 0 at the others. */
function logLagrangeIntegral(nodes: readonly number[], k: number, a: number, b: number): number {
  const logs = nodes.map(Math.log);
  const others = logs.filter((_, j) => j !== k);
  const scale = others.reduce((product, other) => product * (logs[k]! - other), 1);
  // The polynomial by its coefficients, and the integrals of (log rho)^n: rho times 1, L - 1, L^2 - 2 L + 2.
  const [p, q] = others;
  const antiderivative = (rho: number): number => {
    const log = Math.log(rho);
    if (p === undefined) return rho;
    if (q === undefined) return rho * (log - 1 - p);
    return rho * (log ** 2 - 2 * log + 2 - (p + q) * (log - 1) + p * q);
  };
  return (antiderivative(b) - antiderivative(a)) / scale;
}
