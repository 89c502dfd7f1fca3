import { combine } from '../../combine.ts';
import type { Prediction } from '../../noise/prediction.ts';
import type { NoiseLevel } from '../../noise/process.ts';
import type { CleanBounds } from '../clean-sample.ts';
import type { Grid } from '../grids/interpolated-grid.ts';
import { planOf, type PlanParts } from '../plan.ts';
import type { SamplingPlan } from '../scheduler.ts';
import { multistepWeights, type SolverType } from './derivatives.ts';
import { type Algorithm, lambdaOf, stepIntegrals } from './integrals.ts';
import { checkEnd, solverOutput } from './output.ts';

/** Options of {@link multistepPlan}. */
export interface MultistepOptions extends CleanBounds {
  readonly solverOrder: number;
  readonly algorithmType: Algorithm;
  readonly solverType: SolverType;
  readonly lowerOrderFinal: boolean;
  readonly eulerAtFinal: boolean;
}

/** How orders go down at the end: of few steps (fewer than 15), and always to 1 where the last goes to no noise at all. */
export function orderAt(i: number, steps: number, order: number, { lowerOrderFinal, endsClean }: { lowerOrderFinal: boolean; endsClean: boolean }): number {
  const left = steps - i;
  if (left === 1 && endsClean) return 1;
  return lowerOrderFinal && steps < 15 ? Math.min(order, left) : order;
}

/** Whether two noise levels are the same in float32. */
export const isSame = (a: number, b: number): boolean => Math.fround(a) === Math.fround(b);

/** DPM-Solver's multistep method over a grid, in coordinates that `levelOf` says. */
export function multistepPlan(grid: Grid, prediction: Prediction, levelOf: (sigma: number) => NoiseLevel, options: MultistepOptions, parts: Partial<PlanParts> = {}): SamplingPlan {
  const { times, sigmas } = grid;
  const { solverOrder, algorithmType, solverType, lowerOrderFinal, eulerAtFinal } = options;
  checkEnd(algorithmType, sigmas);
  const levels = sigmas.map(levelOf);
  const lambdas = levels.map(lambdaOf);
  const endsClean = eulerAtFinal || sigmas.at(-1) === 0;
  return planOf({
    times,
    sigmas,
    draws: times.map(() => algorithmType.startsWith('sde')),
    level: (i) => levels[i]!,
    step({ x, history: before }, said, i, noise) {
      const { clean, output } = solverOutput(algorithmType.endsWith('++'), prediction, said, x, levels[i]!, options);
      const history = [output, ...before].slice(0, solverOrder);
      // A step between equal noise levels goes nowhere.
      if (isSame(sigmas[i]!, sigmas[i + 1]!)) return { x: combine([1, x]), clean, history };
      const used = history.slice(0, orderAt(i, times.length, solverOrder, { lowerOrderFinal, endsClean }));
      const integrals = stepIntegrals(algorithmType, levels[i]!, levels[i + 1]!);
      const weights = multistepWeights(integrals, solverType, [lambdas[i + 1]!, ...used.map((_, k) => lambdas[i - k]!)]);
      return { x: combine([integrals.x, x], ...used.map((each, k) => [weights[k]!, each] as const), ...(integrals.noise === 0 ? [] : [[integrals.noise, noise!] as const])), clean, history };
    },
    ...parts,
  });
}
