import { FigmentError } from '../errors.ts';
import type { Objective } from './objective.ts';
import type { Measurement } from './step.ts';

/**
 * An error for the first loss or gradient that is not a number or infinite.
 *
 * @param lastSaved the last checkpoint of the run, in words
 * @returns FigmentError `LOSS_NOT_FINITE`, undefined when all are finite
 */
export function notFinite(measurements: readonly Measurement[], { objectives, step, lastSaved }: { readonly objectives: readonly Pick<Objective<never>, 'name' | 'advice'>[]; readonly step: number; readonly lastSaved: string | undefined }): FigmentError | undefined {
  const bad = measurements.find(({ loss, norm }) => !Number.isFinite(loss) || !Number.isFinite(norm));
  if (bad === undefined) return undefined;
  const { objective, loss, norm, metrics } = bad;
  const what = Number.isFinite(loss) ? `the norm of its gradient is ${norm} (the loss is ${loss})` : `its loss is ${loss}`;
  const saved = lastSaved === undefined ? 'No checkpoint was saved.' : `The last good checkpoint, ${lastSaved}, is untouched.`;
  const advice = objectives.find(({ name }) => name === objective)?.advice?.(metrics) ?? 'A smaller learning rate, a warm-up or clipNorm: 1 often helps.';
  return new FigmentError('LOSS_NOT_FINITE', `objective "${objective}", step ${step}: ${what}. The model has the weights from before this step. ${saved} ${advice}`);
}
