import { availableParallelism, cpus, release, totalmem } from 'node:os';

import { type Figure, isMeasured } from '../figure.ts';

/** What figures were measured on, in words. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly system: string;
  readonly node: string;
  readonly ours: string;
  readonly peers: string;
}

export function machineOf(figures: readonly Figure[], date: Date = new Date()): Machine {
  const names = (side: 'ours' | 'peer'): string => [...new Set(figures.filter(isMeasured).map((figure) => figure[side].name))].join('; ');
  return {
    date: date.toISOString().slice(0, 10),
    cpu: `${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${process.platform} ${release()}, ${process.arch}`,
    node: process.version,
    ours: names('ours'),
    peers: names('peer'),
  };
}
