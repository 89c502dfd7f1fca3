import { FigmentError, isFigmentError } from '../errors.ts';

/** What a run throws for an error: of the loss of a device it says how training goes on. */
export function withWayOn(error: unknown, { step, lastSaved }: { readonly step: number; readonly lastSaved: string | undefined }): unknown {
  if (!isFigmentError(error, 'DEVICE_LOST')) return error;
  const saved = lastSaved === undefined ? 'No checkpoint was saved: the run has to begin anew.' : `The last checkpoint, ${lastSaved}, is untouched: go on from it with resumeFrom.`;
  return new FigmentError('DEVICE_LOST', `training stopped after step ${step}: ${error.message} ${saved}`, { cause: error });
}
