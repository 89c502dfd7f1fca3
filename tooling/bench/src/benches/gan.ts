import type { Benchmark, Conditions, Contender } from '../contender.ts';
import { scriptContender } from '../process.ts';
import { pythonWithTorch, torchContender } from '../python.ts';
import type { Settings } from '../settings.ts';

type Side = (conditions: Conditions) => Promise<Contender>;
type Backend = Settings['backend'];

const work = { threads: 1, batch: 64, size: 32 } as const;

const figment = (backend: Backend, watched = false): Side => ({ device }) =>
  scriptContender(new URL('../contenders/figment-gan.ts', import.meta.url), { backend, device, watched, ...work }, backend === 'torch' ? { FIGMENT_TORCH_PYTHON: pythonWithTorch() } : {});
const torch: Side = ({ device }) => torchContender(new URL('../contenders/torch_gan.py', import.meta.url), { device, ...work });

const step = 'training step of a GAN: discriminator with R1, then generator; 32x32x1, batch 64, 64 latents, 16 to 128 and 32 to 128 channels, batch norm, minibatch standard deviation, Adam';

const common = { unit: 'ms/step', threads: 1, tolerance: 1e-4 } as const;
const onTorch = { ...common, devices: ['cpu', 'cuda'], warmUp: 8, rounds: 25 } as const;
const onWasm = { ...common, warmUp: 4, rounds: 13 } as const;

/** Adversarial training against PyTorch, from the same weights; and what the watch over the balance costs, against none. */
export const gan: readonly Benchmark[] = [
  { ...onTorch, name: 'torch/step', work: step, bar: 0.9, ours: figment('torch'), peer: torch },
  { ...onWasm, name: 'wasm/step', work: step, bar: 0.22, ours: figment('wasm'), peer: torch },
  { ...onTorch, name: 'torch/balance', work: `watched: ${step}`, bar: 0.93, ours: figment('torch', true), peer: figment('torch') },
  { ...onWasm, name: 'wasm/balance', work: `watched: ${step}`, bar: 0.93, ours: figment('wasm', true), peer: figment('wasm') },
];
