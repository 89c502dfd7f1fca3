import { availableParallelism } from 'node:os';

import type { Benchmark, Conditions, Contender, Sample } from './contender.ts';
import { type Figure, figureOf, type Measured } from './figure.ts';

/** How many threads each side of a benchmark has. */
export function threadsOf({ threads }: Pick<Benchmark, 'threads'>): number {
  return threads === 'all' ? availableParallelism() : threads;
}

/** As {@link measure}; what fails is a figure too, and names itself. */
export async function tryToMeasure(benchmark: Benchmark, conditions: Conditions): Promise<Figure> {
  try {
    return await measure(benchmark, conditions);
  } catch (error) {
    const { name, work, unit, bar, limit } = benchmark;
    return { name, work, unit, bar, limit, threads: threadsOf(benchmark), error: error instanceof Error ? error.message : String(error) };
  }
}

/** Both sides in alternation, in one run: what else the machine does hits both alike. */
export async function measure(benchmark: Benchmark, conditions: Conditions): Promise<Measured> {
  const contenders: Contender[] = [];
  try {
    const ours = await start('ours', benchmark, conditions, contenders);
    const peer = await start('peer', benchmark, conditions, contenders);
    requireSameSize(ours, peer);
    const samples = { ours: [] as Sample[], peer: [] as Sample[] };
    for (let round = -benchmark.warmUp; round < benchmark.rounds; round++) {
      const [o, p] = [await once(ours), await once(peer)];
      if (round < 1 && benchmark.tolerance !== undefined) requireSameValue(o, p, benchmark.tolerance);
      if (round < 0) continue;
      samples.ours.push(o);
      samples.peer.push(p);
    }
    return figureOf(benchmark, threadsOf(benchmark), { ...ours, samples: samples.ours }, { ...peer, samples: samples.peer });
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

async function start(side: 'ours' | 'peer', benchmark: Benchmark, conditions: Conditions, contenders: Contender[]): Promise<Contender> {
  try {
    const contender = await benchmark[side](conditions);
    contenders.push(contender);
    return contender;
  } catch (error) {
    throw new Error(`${side === 'ours' ? 'Figment' : 'the peer'} did not start: ${messageOf(error)}`, { cause: error });
  }
}

async function once(contender: Contender): Promise<Sample> {
  try {
    return await contender.once();
  } catch (error) {
    throw new Error(`${contender.name} failed: ${messageOf(error)}`, { cause: error });
  }
}

function requireSameSize(ours: Contender, peer: Contender): void {
  if (ours.parameters === peer.parameters || ours.parameters === undefined || peer.parameters === undefined) return;
  throw new Error(`not the same model: ${ours.name} has ${ours.parameters} parameters, ${peer.name} has ${peer.parameters}`);
}

function requireSameValue({ value: ours }: Sample, { value: peer }: Sample, tolerance: number): void {
  if (ours !== undefined && peer !== undefined && Math.abs(ours - peer) <= tolerance * Math.abs(peer)) return;
  throw new Error(`not the same computation: ours came to ${String(ours)}, the peer to ${String(peer)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
