import type { Schedule } from './schedule.ts';

/** Always the optimiser's learning rate. */
export function constant(): Schedule {
  return { name: 'constant', options: {}, factor: () => 1 };
}
