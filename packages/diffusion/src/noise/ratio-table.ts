import type { NoiseProcess } from './process.ts';
import { SMALLEST_ALPHA_BAR } from './variance-preserving.ts';

/** sigma / alpha of a process at its whole times 0 to T - 1, rising. */
export interface RatioTable {
  readonly ratios: Float64Array;
  /** At any time, on the straight line between neighbours, and that of the nearest end outside. */
  readonly at: (time: number) => number;
  /** The time of a ratio, on the straight line between the logarithms of neighbours; one of the ends outside. */
  readonly timeOf: (ratio: number) => number;
}

/**
 * The table of a process. Where nothing of the data is left, the ratio is that of alpha^2 = 2^-24 instead of infinite. It is rounded to float32,
 * as the tables are by which published models' samplers round their times: a time just below a whole one is another time.
 */
export function ratioTable(process: NoiseProcess): RatioTable {
  const last = process.trainingSteps - 1;
  const ratios = Float64Array.from({ length: last + 1 }, (_, time) => {
    const { alpha, sigma } = process.at(time);
    if (process.kind !== 'variancePreserving') return sigma / alpha;
    const alphaBar = Math.fround(alpha ** 2) || SMALLEST_ALPHA_BAR;
    return Math.fround(Math.sqrt(Math.fround(Math.fround(1 - alphaBar) / alphaBar)));
  });
  const logs = ratios.map((ratio) => Math.fround(Math.log(ratio)));
  return {
    ratios,
    at(time) {
      const low = Math.min(Math.max(Math.floor(time), 0), last);
      const part = Math.min(Math.max(time - low, 0), 1);
      return ratios[low]! * (1 - part) + ratios[Math.min(low + 1, last)]! * part;
    },
    timeOf(ratio) {
      const log = Math.log(Math.max(ratio, 1e-10));
      const after = logs.findIndex((other) => other > log);
      const low = Math.min(Math.max((after < 0 ? last : after) - 1, 0), Math.max(last - 1, 0));
      const [below, above] = [logs[low]!, logs[Math.min(low + 1, last)]!];
      return above === below ? low : low + Math.min(Math.max((log - below) / (above - below), 0), 1);
    },
  };
}
