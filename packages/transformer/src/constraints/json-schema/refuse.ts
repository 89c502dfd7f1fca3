import { FigmentError } from '@figment/core';

/** @throws FigmentError `CONSTRAINT_INVALID` */
export function refuse(path: string, problem: string): never {
  throw new FigmentError('CONSTRAINT_INVALID', `${path}: ${problem}`);
}
