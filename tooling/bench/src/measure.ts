import type { Benchmark, Contender } from './contender.ts';

/** One line of the report. `ratio` is higher when ours is better: 1 = as fast as the peer. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  readonly peerName: string;
  /** Half the distance between the quartiles, relative to the median. */
  readonly spread: { readonly ours: number; readonly peer: number };
}

/** Both sides in alternation, in one run: what else the machine does hits both alike. */
export async function measure(benchmark: Benchmark): Promise<Figure> {
  const contenders: Contender[] = [];
  try {
    const ours = await benchmark.ours();
    contenders.push(ours);
    const peer = await benchmark.peer();
    contenders.push(peer);
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let round = -benchmark.warmUp; round < benchmark.rounds; round++) {
      const [o, p] = [await ours.once(), await peer.once()];
      if (round < 0) continue;
      times.ours.push(o);
      times.peer.push(p);
    }
    const [o, p] = [median(times.ours), median(times.peer)];
    return { name: benchmark.name, ours: o, peer: p, unit: benchmark.unit, ratio: p / o, peerName: peer.name, spread: { ours: spread(times.ours), peer: spread(times.peer) } };
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between order statistics. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values);
}
