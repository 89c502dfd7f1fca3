import type { Benchmark } from '../contender.ts';
import { scriptContender } from '../process.ts';
import { torchContender } from '../python.ts';

const script = (name: string, batch: number) => scriptContender(new URL(`../contenders/${name}.ts`, import.meta.url), { FIGMENT_BACKEND: 'wasm', FIGMENT_BENCH_BATCH: String(batch) });

/**
 * A training step of the shipped emoji VAE: 32x32x3, forward, backward, clipping, AdamW, moving average.
 * Batch 24; against tfjs-cpu, which takes minutes for that, batch 2 on both sides.
 */
export const vae: readonly Benchmark[] = [
  { name: 'wasm/vae', unit: 'ms/step', ours: () => script('figment-vae', 2), peer: () => script('tfjs-vae', 2), warmUp: 1, rounds: 3 },
  { name: 'wasm/vae-torch', unit: 'ms/step', ours: () => script('figment-vae', 24), peer: () => torchContender(new URL('../contenders/torch_vae.py', import.meta.url), { threads: 1 }), warmUp: 3, rounds: 15 },
];
