import { onBackend } from '@figment/build/on-backend';

import { isSteady, line, type Steadiness } from './steadiness.ts';

export interface SteadyOptions {
  /** Those asked for by name have to work. */
  readonly backends: readonly string[] | undefined;
  readonly steps: number;
  readonly json: boolean;
}

/** Trains for long on each backend, in a process of its own, and tells whether anything grew. */
export async function steady({ backends, steps, json }: SteadyOptions): Promise<boolean> {
  let well = true;
  for (const backend of backends ?? ['torch', 'wasm', 'cpu']) {
    const found = (await onBackend(backend, new URL('script.ts', import.meta.url), [String(steps)])).trim().split('\n').map((text) => JSON.parse(text) as Steadiness | { unavailable: string });
    for (const one of found) {
      if (json) process.stdout.write(`${JSON.stringify({ backend, ...one, ...('model' in one && { steady: isSteady(one) }) })}\n`);
      else process.stdout.write(`${'model' in one ? line(backend, one) : `absent ${backend.padEnd(6)} ${one.unavailable}`}\n`);
      if ('model' in one ? !isSteady(one) : backends !== undefined) well = false;
    }
  }
  return well;
}
