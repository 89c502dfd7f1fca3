import type { Benchmark, Conditions } from '../contender.ts';
import { scriptContender } from '../process.ts';
import { torchContender } from '../python.ts';

const ours = (batch: number) => ({ device }: Conditions) => scriptContender(new URL('../contenders/figment-vae.ts', import.meta.url), { backend: 'wasm', threads: 1, device, batch });
const work = (batch: number) => `training step of the emoji VAE, 32x32x3, batch ${batch}: forward, backward, clipping, AdamW, moving average`;

/** The shipped emoji VAE. Batch 24; against tfjs-cpu, which takes minutes for that, batch 2 on both sides. */
export const vae: readonly Benchmark[] = [
  { name: 'wasm/vae', work: work(2), unit: 'ms/step', threads: 1, ours: ours(2), peer: () => scriptContender(new URL('../contenders/tfjs-vae.ts', import.meta.url), { batch: 2 }), warmUp: 1, rounds: 3 },
  { name: 'wasm/vae-torch', work: work(24), unit: 'ms/step', threads: 1, ours: ours(24), peer: () => torchContender(new URL('../contenders/torch_vae.py', import.meta.url), { batch: 24, threads: 1 }), warmUp: 3, rounds: 15 },
];
