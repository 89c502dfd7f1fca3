import { checkOption, positive } from '../check.ts';
import type { Schedule } from './schedule.ts';

/**
 * Falls as 1 / sqrt(1 + done / timescale): after a warm-up of `timescale` steps, the schedule of the transformer (Vaswani et al. 2017,
 * arXiv:1706.03762, eq. 3) and of Zhai et al. 2022 (arXiv:2106.04560).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function inverseSqrt({ timescale = 10_000 }: { readonly timescale?: number | undefined } = {}): Schedule {
  checkOption('inverseSqrt', 'timescale', timescale, positive);
  return { name: 'inverseSqrt', options: { timescale }, factor: (done) => 1 / Math.sqrt((done + timescale) / timescale) };
}
