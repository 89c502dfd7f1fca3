import { FigmentError } from '../errors.ts';
import type { Measurement } from './step.ts';

/**
 * Throws at the first loss or gradient that is not a number or infinite.
 *
 * @param lastSaved the last checkpoint of the run, in words
 * @throws FigmentError `LOSS_NOT_FINITE`
 */
export function checkMeasurements(measurements: readonly Measurement[], { step, lastSaved, advice }: { readonly step: number; readonly lastSaved: string | undefined; readonly advice?: ((objective: string, metrics: Measurement['metrics']) => string | undefined) | undefined }): void {
  for (const { objective, loss, norm, metrics } of measurements) {
    if (Number.isFinite(loss) && Number.isFinite(norm)) continue;
    const what = Number.isFinite(loss) ? `the norm of its gradient is ${norm} (the loss is ${loss})` : `its loss is ${loss}`;
    const saved = lastSaved === undefined ? 'No checkpoint was saved.' : `The last good checkpoint, ${lastSaved}, is untouched.`;
    throw new FigmentError('LOSS_NOT_FINITE', `objective "${objective}", step ${step}: ${what}. The model has the weights from before this step. ${saved} ${advice?.(objective, metrics) ?? 'A smaller learning rate, a warm-up or clipNorm: 1 often helps.'}`);
  }
}
