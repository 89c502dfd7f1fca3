import type { Benchmark, Conditions, Contender } from '../contender.ts';
import { type DiffusionSizes, diffusionFolder } from '../diffusion/folders.ts';
import { scriptContender } from '../process.ts';
import { diffusersContender, pythonForDiffusion } from '../python.ts';
import type { Settings } from '../settings.ts';

type Work = Partial<Settings>;
type Side = (conditions: Conditions) => Promise<Contender>;
type Backend = Settings['backend'];

const script = (name: string) => new URL(`../contenders/${name}.ts`, import.meta.url);
const program = (name: string) => new URL(`../contenders/${name}.py`, import.meta.url);

const sizes: DiffusionSizes = { size: 32, channels: [64, 128, 256], heads: 4, context: 128, width: 256, layers: 6, classes: 10 };

const figment = (name: string, backend: Backend, work: Work): Side => async ({ device }) =>
  scriptContender(script(`figment-${name}`), { backend, threads: 1, device, model: await diffusionFolder(sizes), ...work }, backend === 'torch' ? { FIGMENT_TORCH_PYTHON: pythonForDiffusion() } : {});
const diffusers = (name: string, work: Work): Side => async ({ device }) =>
  diffusersContender(program(`torch_${name}`), { threads: 1, device, model: await diffusionFolder(sizes), ...work });

const unet = { denoiser: 'unet', batch: 4 } as const;
const dit = { denoiser: 'dit', batch: 4 } as const;
const usual = { batch: 32, size: 32 };
const picture = { steps: 20, wish: 'a red apple on a wooden table, soft light' };

const unetModel = 'a U-Net of Stable Diffusion\'s layout: 32x32x4, 64, 128 and 256 channels, 4 heads, told of 77 states of 128 numbers, batch 4';
const ditModel = 'a DiT: 32x32x4 in 256 patches, 6 layers, width 256, 4 heads, 10 classes, batch 4';

const painter = (name: string, work: Work): Side => () => scriptContender(script(`figment-painter${name}`), { threads: 1, device: 'cpu', ...work }, work.backend === 'torch' ? { FIGMENT_TORCH_PYTHON: pythonForDiffusion() } : {});
const emoji = 'an emoji of 32x32 by models/text-to-emoji, 20 steps with guidance, 4.9 million parameters';

const onTorch = { threads: 1, devices: ['cpu', 'cuda'], tolerance: 1e-3 } as const;

/** Denoisers and pipelines against diffusers, of the same weights. */
export const diffusion: readonly Benchmark[] = [
  { ...onTorch, name: 'torch/unet-forward', work: `what is said by ${unetModel}`, unit: 'ms', bar: 0.9, warmUp: 3, rounds: 25, ours: figment('denoiser-forward', 'torch', unet), peer: diffusers('denoiser_forward', unet) },
  { ...onTorch, name: 'torch/unet-train', work: `training step of ${unetModel}, AdamW`, unit: 'ms/step', bar: 0.9, warmUp: 2, rounds: 11, ours: figment('denoiser-train', 'torch', unet), peer: diffusers('denoiser_train', unet) },
  { ...onTorch, name: 'torch/dit-train', work: `training step of ${ditModel}, AdamW`, unit: 'ms/step', bar: 0.9, warmUp: 2, rounds: 15, ours: figment('denoiser-train', 'torch', dit), peer: diffusers('denoiser_train', dit) },
  { ...onTorch, name: 'torch/pipeline', work: 'a picture, 64x64, of a prompt in 20 steps of DDIM with guidance: text encoder, that U-Net, autoencoder', unit: 'ms', bar: 0.9, warmUp: 1, rounds: 5, ours: figment('pipeline', 'torch', picture), peer: diffusers('pipeline', picture) },
  { name: 'wasm/unet-train', work: `training step of ${unetModel}, AdamW`, unit: 'ms/step', threads: 1, bar: 0.22, tolerance: 1e-3, warmUp: 2, rounds: 7, ours: figment('denoiser-train', 'wasm', unet), peer: diffusers('denoiser_train', unet) },
  { ...onTorch, name: 'torch/unet-memory', work: `peak memory of the process: training step of ${unetModel}, AdamW`, unit: 'MB', measures: 'peakMemory', warmUp: 2, rounds: 4, ours: figment('denoiser-train', 'torch', unet), peer: diffusers('denoiser_train', unet) },
  { name: 'wasm/step-memory', work: 'the most that tensors take in a training step of figment/diffusion without settings: U-Net of 32 and 64 channels, 32x32x3 folded by 2, batch 32, AdamW and moving average', unit: 'MB', measures: 'heldMemory', threads: 1, tolerance: 1e-3, warmUp: 1, rounds: 2, ours: figment('step-memory', 'wasm', usual), peer: figment('step-memory', 'torch', usual) },
  { name: 'wasm/emoji', work: `${emoji}, the model open`, unit: 'ms', threads: 1, limit: 3000, tolerance: 1e-3, warmUp: 3, rounds: 15, ours: painter('', { backend: 'wasm' }), peer: painter('', { backend: 'torch' }) },
  { name: 'wasm/emoji-first', work: `${emoji}, from the command to the file`, unit: 'ms', measures: 'clock', threads: 1, limit: 3000, warmUp: 1, rounds: 5, ours: painter('-first', { backend: 'wasm' }), peer: painter('-first', { backend: 'torch' }) },
  { name: 'browser/emoji', work: `${emoji}, the model open`, unit: 'ms', measures: 'clock', threads: 1, limit: 5000, tolerance: 1e-3, warmUp: 3, rounds: 15, ours: painter('-browser', {}), peer: painter('', { backend: 'wasm' }) },
  { name: 'browser/emoji-first', work: `${emoji}, from the opening of a page`, unit: 'ms', measures: 'clock', threads: 1, limit: 5000, warmUp: 1, rounds: 5, ours: painter('-browser', { fresh: true }), peer: painter('-first', { backend: 'wasm' }) },
];
