import { FigmentError } from '../errors.ts';

/** A place in an endless run of shuffled epochs: `offset` examples of `epoch` (from 0) have been handed out. */
export interface Place {
  readonly epoch: number;
  readonly offset: number;
}

/** A place as a JSON value. The number of examples goes along, for in other data the place means nothing. */
export function cursorOf({ epoch, offset }: Place, size: number): { epoch: number; offset: number; size: number } {
  return { epoch, offset, size };
}

/**
 * The place where a run begins: the start, or what a cursor says.
 *
 * @throws FigmentError `DATA_INVALID` when the cursor is of other data, or no cursor
 */
export function startOf(cursor: unknown, size: number, title: string): Place {
  if (cursor === undefined) return { epoch: 0, offset: 0 };
  const { epoch, offset, size: was } = fieldsOf(cursor);
  if (!isCount(epoch) || !isCount(offset) || !isCount(was) || offset > was) {
    throw new FigmentError('DATA_INVALID', `The cursor of ${title} must be { epoch, offset, size } with 0 <= offset <= size, got ${JSON.stringify(cursor)}.`);
  }
  if (was !== size) {
    throw new FigmentError('DATA_INVALID', `${title} has ${size} examples, but the cursor is of data with ${was}: resume with the data that the run began with.`);
  }
  return { epoch, offset };
}

/** The fields of a cursor that came from a file: none if it is no object. */
export function fieldsOf(cursor: unknown): Readonly<Record<string, unknown>> {
  return typeof cursor === 'object' && cursor !== null ? (cursor as Record<string, unknown>) : {};
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
