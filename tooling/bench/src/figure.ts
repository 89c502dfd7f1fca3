import type { Benchmark, Introduction, Sample } from './contender.ts';
import { median, spread } from './statistics.ts';

/** What one side took, in the figure's unit. */
export interface Side {
  readonly name: string;
  readonly parameters?: number | undefined;
  readonly median: number;
  readonly best: number;
  /** Half the distance between the quartiles, relative to the median. */
  readonly spread: number;
  /** Median of processor time. */
  readonly cpu: number;
}

/** What was asked for. */
interface Asked {
  readonly name: string;
  readonly work: string;
  readonly threads: number;
  readonly bar?: number | undefined;
}

/** A comparison that was made. Ratios are the peer's over ours, so 1 is as good as the peer, and higher is better. */
export interface Measured extends Asked {
  readonly unit: Benchmark['unit'];
  readonly ours: Side;
  readonly peer: Side;
  /** Of medians on the clock, or of memory: what the bar is for. */
  readonly ratio: number;
  /** Of the best of each side. */
  readonly bestRatio: number;
  /** Of medians of processor time; absent where memory is compared. */
  readonly cpuRatio?: number | undefined;
  /** Whether `ratio` reaches the bar; absent where there is none. */
  readonly met?: boolean | undefined;
}

/** A comparison that could not be made. */
export interface Failed extends Asked {
  /** Who failed, and how. */
  readonly error: string;
}

export type Figure = Measured | Failed;

export function isMeasured(figure: Figure): figure is Measured {
  return 'ratio' in figure;
}

/** What is compared of both sides' samples, those of the warm-up left out. */
export function figureOf(
  benchmark: Benchmark, threads: number, ours: Introduction & { readonly samples: readonly Sample[] }, peer: Introduction & { readonly samples: readonly Sample[] },
): Measured {
  const { name, work, unit, bar, measures = 'time', per = 1 } = benchmark;
  const side = ({ name: who, parameters, samples }: typeof ours): Side => {
    const scale = (unit === 'us/op' ? 1000 : 1) / per;
    const values = samples.map(({ milliseconds, peakBytes }) => (measures === 'time' ? scale * milliseconds : peakBytes / 1e6));
    // The peak only grows: what counts is the last.
    const middle = measures === 'time' ? median(values) : Math.max(...values);
    return { name: who, parameters, median: middle, best: Math.min(...values), spread: spread(values), cpu: scale * median(samples.map(({ cpuMilliseconds }) => cpuMilliseconds)) };
  };
  const [o, p] = [side(ours), side(peer)];
  const ratio = p.median / o.median;
  return {
    name, work, threads, bar, unit, ours: o, peer: p, ratio,
    bestRatio: p.best / o.best,
    cpuRatio: measures === 'time' ? p.cpu / o.cpu : undefined,
    met: bar === undefined ? undefined : ratio >= bar,
  };
}
