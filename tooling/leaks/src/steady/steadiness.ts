/** How a long training of one model went, from its `from`-th step to its `to`-th. */
export interface Steadiness {
  readonly model: string;
  readonly from: number;
  readonly to: number;
  /** At `from`, and how far apart the most and the fewest are from there on. */
  readonly tensors: number;
  readonly tensorsApart: number;
  readonly bytes: number;
  readonly bytesApart: number;
  /** Memory of the process, in bytes, at `from` and at `to`. */
  readonly residentBefore: number;
  readonly residentAfter: number;
}

/** The share by which the memory of a process may have grown. */
const MOST_GROWTH = 0.05;

function growthOf({ residentBefore, residentAfter }: Steadiness): number {
  return residentAfter / residentBefore - 1;
}

/** Whether counts stayed the same and memory did not grow. */
export function isSteady(one: Steadiness): boolean {
  return one.tensorsApart === 0 && one.bytesApart === 0 && growthOf(one) <= MOST_GROWTH;
}

/** One line for people. */
export function line(backend: string, one: Steadiness): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const apart = (count: number): string => (count === 0 ? 'constant' : `${count} apart`);
  return [
    isSteady(one) ? 'steady' : 'GROWS ',
    backend.padEnd(6),
    one.model.padEnd(4),
    `steps ${one.from} to ${one.to}: ${one.tensors} tensors (${apart(one.tensorsApart)}), ${one.bytes} bytes (${apart(one.bytesApart)}),`,
    `resident ${megabytes(one.residentBefore)} -> ${megabytes(one.residentAfter)} MB (${growthOf(one) < 0 ? '' : '+'}${(100 * growthOf(one)).toFixed(1)} %)`,
  ].join(' ');
}
