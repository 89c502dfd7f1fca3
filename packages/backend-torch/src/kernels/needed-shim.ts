import { FigmentError } from '@figment/core';

import { type Callable, parseRow, type Row } from '../abi/signature.ts';
import type { Torch } from '../tensors/torch.ts';

/**
 * A function of libtorch for one operation that the dispatcher can't be asked for, since it takes a plain number.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE` where this libtorch has none
 */
export function neededShim<Signature extends Row>(torch: Torch, row: Signature): Callable<Signature> {
  const shim = torch.shim(row);
  if (shim === undefined) throw new FigmentError('BACKEND_UNAVAILABLE', `torch ${torch.release.join('.')} has no function for ${parseRow(row).operation}: install one that has been checked, pip install torch==2.13.0.`);
  return shim;
}
