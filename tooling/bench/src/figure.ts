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
  readonly unit: Benchmark['unit'];
  readonly bar?: number | undefined;
  readonly limit?: number | undefined;
}

/** A comparison that was made. Ratios are the peer's over ours (of speeds: ours over the peer's), so 1 is as good as the peer, and higher is better. */
export interface Measured extends Asked {
  readonly ours: Side;
  readonly peer: Side;
  /** Of medians on the clock, or of memory: what the bar is for. */
  readonly ratio: number;
  /** Of the best of each side. */
  readonly bestRatio: number;
  /** Of medians of processor time; absent where it is not known, or memory is compared. */
  readonly cpuRatio?: number | undefined;
  /** Whether `ratio` reaches the bar and ours keeps the limit; absent where there is neither. */
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
  const { name, work, unit, bar, limit, measures = 'time' } = benchmark;
  const [o, p] = [sideOf(benchmark, ours), sideOf(benchmark, peer)];
  const ratioOf = (of: (side: Side) => number): number => (measures === 'speed' ? of(o) / of(p) : of(p) / of(o));
  const ratio = ratioOf((side) => side.median);
  return {
    name, work, threads, bar, limit, unit, ours: o, peer: p, ratio,
    bestRatio: ratioOf((side) => side.best),
    cpuRatio: isTimed(measures) && measures !== 'clock' ? ratioOf((side) => side.cpu) : undefined,
    met: bar === undefined && limit === undefined ? undefined : ratio >= (bar ?? 0) && o.median <= (limit ?? Infinity),
  };
}

function isTimed(measures: Benchmark['measures']): boolean {
  return measures === 'time' || measures === 'clock' || measures === 'speed';
}

function sideOf({ unit, measures = 'time', per = 1 }: Benchmark, { name, parameters, megabytes, samples }: Introduction & { readonly samples: readonly Sample[] }): Side {
  const fromTime = (milliseconds: number): number => (measures === 'speed' ? (megabytes ?? NaN) / (milliseconds / 1000) : ((unitsInMillisecond[unit] ?? 1) * milliseconds) / per);
  const values = samples.map(({ milliseconds, peakBytes, heldBytes }) => (isTimed(measures) ? fromTime(milliseconds) : (measures === 'peakMemory' ? peakBytes : heldBytes ?? NaN) / 1e6));
  return {
    name, parameters,
    // The peak only grows: what counts is the last.
    median: measures === 'peakMemory' ? Math.max(...values) : median(values),
    best: measures === 'speed' ? Math.max(...values) : Math.min(...values),
    spread: spread(values),
    cpu: fromTime(median(samples.map(({ cpuMilliseconds }) => cpuMilliseconds))),
  };
}

const unitsInMillisecond: Partial<Record<Benchmark['unit'], number>> = { 'us/op': 1000, s: 0.001 };
