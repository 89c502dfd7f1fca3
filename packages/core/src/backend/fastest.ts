import { measureBackend } from './measure.ts';
import type { BackendName, Running } from './provider.ts';
import { type Considered, currentSelection } from './selection.ts';

/** Times each, rewrites the reasons, stops the others. */
export async function fastest(running: readonly Running[], considered: Considered[]): Promise<Running> {
  const times = new Map<BackendName, number>();
  for (const { provider } of running) times.set(provider.name, await measureBackend(provider.name));
  const [winner, ...others] = [...running].sort((a, b) => (times.get(a.provider.name) ?? 0) - (times.get(b.provider.name) ?? 0)) as [Running, ...Running[]];
  const best = times.get(winner.provider.name) ?? 0;
  considered.forEach((entry, index) => {
    const measuredMs = times.get(entry.name);
    if (measuredMs === undefined) return;
    const chosen = entry.name === winner.provider.name;
    const reason = chosen ? `the fastest here: ${measuredMs.toFixed(1)} ms for the probe` : `slower here: ${measuredMs.toFixed(1)} ms for the probe, ${winner.provider.name} took ${best.toFixed(1)} ms`;
    considered[index] = { ...entry, chosen, reason, measuredMs };
  });
  for (const { provider, started } of others) if (provider.name !== currentSelection()?.name) started.stop?.();
  return winner;
}
