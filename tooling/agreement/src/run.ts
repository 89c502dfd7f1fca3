import { onBackend } from '@figment/build/on-backend';

/** The first line of the script: what it computes on, or why it can't. */
export type Start = { readonly device: string } | { readonly unavailable: string };

/** A line of the script: the losses of all steps of a model. */
export interface Losses {
  readonly model: string;
  readonly losses: readonly number[];
}

/** What the training script came to on one backend. */
export type Outcome = { readonly backend: string; readonly device: string; readonly seconds: number; readonly trained: readonly Losses[] } | { readonly backend: string; readonly unavailable: string };

/** Runs the script on a backend, in a process of its own. WebGPU is asked for by name, so on its software adapter where there is no GPU. */
export async function runOn(backend: string, steps: number): Promise<Outcome> {
  const started = performance.now();
  const printed = await onBackend(backend, new URL('script.ts', import.meta.url), [String(steps)]);
  const [start, ...trained] = printed.trim().split('\n').map((line) => JSON.parse(line) as Start | Losses) as [Start, ...Losses[]];
  if ('unavailable' in start) return { backend, unavailable: start.unavailable };
  return { backend, device: start.device, seconds: (performance.now() - started) / 1000, trained };
}
