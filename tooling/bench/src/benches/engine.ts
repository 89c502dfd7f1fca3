import type { Benchmark, Conditions, Contender } from '../contender.ts';
import { threadsOf } from '../measure.ts';
import type { GptSizes } from '../models/index.ts';
import { scriptContender } from '../process.ts';
import { pythonWithTorch, torchContender } from '../python.ts';
import type { Settings } from '../settings.ts';

type Work = Partial<Settings>;
type Threads = Benchmark['threads'];
type Side = (conditions: Conditions) => Promise<Contender>;

const script = (name: string) => new URL(`../contenders/${name}.ts`, import.meta.url);
const program = (name: string) => new URL(`../contenders/${name}.py`, import.meta.url);

const figment = (name: string, backend: 'torch' | 'wasm', threads: Threads, work: Work): Side =>
  ({ device }) => scriptContender(script(`figment-${name}`), { backend, threads: threadsOf({ threads }), device, ...work }, backend === 'torch' ? { FIGMENT_TORCH_PYTHON: pythonWithTorch() } : {});
const torch = (name: string, threads: Threads, work: Work): Side =>
  ({ device }) => torchContender(program(`torch_${name}`), { threads: threadsOf({ threads }), device, ...work });
const other = (name: string, work: Work): Side => () => scriptContender(script(name), work);

const small: GptSizes = { layers: 4, width: 128, heads: 4, vocabulary: 512, context: 128 };
const large: GptSizes = { ...small, layers: 6, width: 384, heads: 6 };
const deep: GptSizes = { ...small, layers: 8, width: 512, heads: 8 };
const gpt = { batch: 16, sizes: small };
const gpt384 = { batch: 16, sizes: large };
const unet = { batch: 8, size: 32 };
const tokens = 64;
const decode = { tokens, sizes: deep };
const operations = 20_000;

const steps = {
  gpt: 'GPT training step: 4 layers, width 128, 4 heads, batch 16 x 128, vocabulary 512, Adam',
  gpt384: 'GPT training step: 6 layers, width 384, 6 heads, batch 16 x 128, vocabulary 512, Adam',
  unet: 'U-Net training step: batch 8, 32x32, 64 and 128 channels, group norm, SiLU, skip connection, Adam',
  decode: 'greedy decoding with key-value caches: 8 layers, width 512, 8 heads, batch 1',
  tinyOp: 'sum of two tensors [2, 2], freed at once',
};

const onTorch = { devices: ['cpu', 'cuda'], tolerance: 1e-3 };
const onWasm = { unit: 'ms/step', threads: 1, tolerance: 1e-3 } as const;

/** Work on the torch backend, with one thread and with all; on a GPU threads make no difference. */
function torchWork(name: string, rest: Pick<Benchmark, 'work' | 'unit' | 'per' | 'bar' | 'warmUp' | 'rounds'>, sides: (threads: Threads) => Pick<Benchmark, 'ours' | 'peer'>): Benchmark[] {
  return [
    { name, ...rest, ...onTorch, threads: 1, ...sides(1) },
    { name: `${name}:all-threads`, ...rest, tolerance: onTorch.tolerance, threads: 'all', ...sides('all') },
  ];
}

/** Against PyTorch as people write it, stock tfjs, and jax-js. */
export const engine: readonly Benchmark[] = [
  ...torchWork('torch/gpt', { work: steps.gpt, unit: 'ms/step', bar: 1, warmUp: 3, rounds: 25 }, (threads) => ({ ours: figment('gpt', 'torch', threads, gpt), peer: torch('gpt', threads, gpt) })),
  ...torchWork('torch/gpt-384', { work: steps.gpt384, unit: 'ms/step', bar: 1, warmUp: 2, rounds: 7 }, (threads) => ({ ours: figment('gpt', 'torch', threads, gpt384), peer: torch('gpt', threads, gpt384) })),
  ...torchWork('torch/unet', { work: steps.unet, unit: 'ms/step', bar: 0.98, warmUp: 3, rounds: 25 }, (threads) => ({ ours: figment('unet', 'torch', threads, unet), peer: torch('unet', threads, unet) })),
  // V8 has compiled all of a token's way after some 700 tokens; both sides are counted from 900 on.
  ...torchWork('torch/decode', { work: steps.decode, unit: 'ms/token', per: tokens, bar: 1, warmUp: 14, rounds: 12 }, (threads) => ({ ours: figment('decode', 'torch', threads, decode), peer: torch('decode', threads, decode) })),
  { name: 'torch/tiny-op', work: steps.tinyOp, unit: 'us/op', per: operations, bar: 0.8, threads: 1, devices: onTorch.devices, warmUp: 3, rounds: 25, ours: figment('tiny-op', 'torch', 1, { operations }), peer: torch('tiny_op', 1, { operations }) },
  { name: 'torch/memory', work: `peak memory of the process: ${steps.gpt}`, unit: 'MB', measures: 'peakMemory', bar: 0.83, threads: 1, tolerance: 1e-3, warmUp: 3, rounds: 10, ours: figment('gpt', 'torch', 1, gpt), peer: torch('gpt', 1, gpt) },
  { ...onWasm, name: 'wasm/gpt', work: steps.gpt, bar: 0.5, warmUp: 3, rounds: 15, ours: figment('gpt', 'wasm', 1, gpt), peer: torch('gpt', 1, gpt) },
  { ...onWasm, name: 'wasm/gpt-stock', work: steps.gpt, bar: 10, warmUp: 1, rounds: 5, ours: figment('gpt', 'wasm', 1, gpt), peer: other('tfjs-gpt', gpt) },
  { ...onWasm, name: 'wasm/gpt-jax-js', work: steps.gpt, bar: 1.5, warmUp: 1, rounds: 7, ours: figment('gpt', 'wasm', 1, gpt), peer: other('jax-gpt', gpt) },
  { ...onWasm, name: 'wasm/unet', work: steps.unet, bar: 0.22, warmUp: 3, rounds: 15, ours: figment('unet', 'wasm', 1, unet), peer: torch('unet', 1, unet) },
];
