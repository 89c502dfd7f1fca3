import { batchesFor, evaluate, type Evaluation, type TrainingRun } from '@figment/core/training';

import type { AnyDataset } from '../inputs/data-source.ts';
import { figure, spaced } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import type { TrainedModel } from './starting-model.ts';

/** Batches that are measured while a run goes on; at its end, all are. */
const BATCHES = 16;

/** Measures a model on held-out data. */
export interface Validation {
  /** @param run the run that goes on; all is measured without one. */
  measure(run?: TrainingRun): Promise<Evaluation>;
}

/** Makes batches of the held-out data once. */
export async function validationOn(model: TrainedModel, heldOut: AnyDataset, batchSize: number): Promise<Validation> {
  const data = await batchesFor(model, heldOut);
  return {
    async measure(run) {
      const measured = (): Promise<Evaluation> => evaluate(model, data, { batchSize, ...(run !== undefined && { limit: BATCHES * batchSize }) });
      return run === undefined ? await measured() : await run.withAverage(measured);
    },
  };
}

/** Tells what was measured. */
export function tellValidation({ losses, metrics }: Evaluation, step: number, output: Output): string {
  output.event('validation', { step, losses, metrics });
  const values = [...Object.values(losses).map((loss) => `loss ${figure(loss)}`), ...Object.entries(metrics).map(([name, value]) => `${spaced(name)} ${figure(value)}`)];
  return `held out  step ${step.toLocaleString('en-US')}   ${values.join('   ')}`;
}
