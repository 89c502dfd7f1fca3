import type { Benchmark, Conditions, Contender } from '../contender.ts';
import { llamaFolder, type LlamaSizes } from '../language/model-folder.ts';
import { threadsOf } from '../measure.ts';
import type { GptSizes } from '../models/index.ts';
import { scriptContender } from '../process.ts';
import { pythonWithTorch, transformersContender } from '../python.ts';
import type { Settings } from '../settings.ts';

type Work = Partial<Settings>;
type Side = (conditions: Conditions) => Promise<Contender>;
type Backend = Settings['backend'];

const script = (name: string) => new URL(`../contenders/${name}.ts`, import.meta.url);
const program = (name: string) => new URL(`../contenders/${name}.py`, import.meta.url);

const llama: LlamaSizes = { layers: 8, width: 512, hidden: 1376, heads: 8, keyValueHeads: 4, vocabulary: 4096, context: 1152 };
/** As wasm is for: a model that a page would train. */
const small: LlamaSizes = { layers: 4, width: 128, hidden: 344, heads: 4, keyValueHeads: 4, vocabulary: 512, context: 1152 };
const gpt: GptSizes = { layers: 4, width: 128, heads: 4, vocabulary: 512, context: 128 };

const figment = (name: string, backend: Backend, sizes: LlamaSizes, work: Work): Side => async ({ device }) =>
  scriptContender(script(`figment-lm-${name}`), { backend, threads: 1, device, model: await llamaFolder(sizes), ...work }, backend === 'torch' ? { FIGMENT_TORCH_PYTHON: pythonWithTorch() } : {});
const transformers = (name: string, work: Work): Side => async ({ device }) =>
  transformersContender(program(`torch_lm_${name}`), { threads: threadsOf({ threads: 1 }), device, model: await llamaFolder(llama), ...work });
const transformersJs = (work: Work): Side => async () => scriptContender(script('huggingface-js-decode'), { threads: 1, model: await llamaFolder(llama), ...work });
const own = (name: string, work: Work): Side => () => scriptContender(script(name), { backend: 'wasm', threads: 1, ...work });

const train = { batch: 4, tokens: 128 };
const prefill = { tokens: 512 };
const decode = { tokens: 64, prompt: 16 };
const late = { tokens: 32, prompt: 1000 };
const gptDecode = { tokens: 64, sizes: gpt };

const model = 'a Llama of 8 layers, width 512, 8 heads (4 of keys), vocabulary 4,096';
const smallModel = 'a Llama of 4 layers, width 128, 4 heads, vocabulary 512';
const gptModel = 'a GPT-2 of 4 layers, width 128, 4 heads, vocabulary 512';
const flat = 'a token after 1,000 others, against one after 10 and attention over the 990 more';

const onTorch = { threads: 1, devices: ['cpu', 'cuda'] } as const;

/** Language models that are loaded, trained and written with, against those who do the same. */
export const lm: readonly Benchmark[] = [
  { ...onTorch, name: 'torch/train', work: `training step of ${model}: batch 4 x 128, Adam`, unit: 'ms/step', bar: 0.9, tolerance: 1e-3, warmUp: 2, rounds: 9, ours: figment('train', 'torch', llama, train), peer: transformers('train', train) },
  { ...onTorch, name: 'torch/prefill', work: `reading 512 tokens, by ${model}`, unit: 'ms', bar: 0.9, tolerance: 0, warmUp: 3, rounds: 15, ours: figment('prefill', 'torch', llama, prefill), peer: transformers('prefill', prefill) },
  // V8 has compiled all of a token's way after some 700 tokens.
  { ...onTorch, name: 'torch/decode', work: `greedy writing after 16 tokens, by ${model}`, unit: 'ms/token', per: 64, bar: 0.9, tolerance: 0, warmUp: 14, rounds: 12, ours: figment('decode', 'torch', llama, decode), peer: transformers('decode', decode) },
  { name: 'torch/decode-vs-transformers.js', work: `greedy writing after 16 tokens, by ${model}`, unit: 'ms/token', per: 64, threads: 1, bar: 1, tolerance: 0, warmUp: 14, rounds: 12, ours: figment('decode', 'torch', llama, decode), peer: transformersJs(decode) },
  { ...onTorch, name: 'torch/flat', work: `${flat}, by ${model}`, unit: 'ms/token', per: 32, bar: 1 / 1.2, warmUp: 20, rounds: 15, ours: figment('late', 'torch', llama, late), peer: figment('late', 'torch', llama, { ...late, near: true }) },
  { name: 'wasm/train', work: `training step of ${gptModel}: batch 16 x 128, Adam`, unit: 'ms/step', threads: 1, bar: 5, tolerance: 1e-3, warmUp: 1, rounds: 5, ours: own('figment-transformer-train', { batch: 16, sizes: gpt }), peer: own('tfjs-gpt', { batch: 16, sizes: gpt }) },
  // Where a token takes half a millisecond, V8 is at its best after some 3,000.
  { name: 'wasm/decode', work: `greedy writing by ${gptModel}`, unit: 'ms/token', per: 64, threads: 1, bar: 2, tolerance: 0, warmUp: 50, rounds: 20, ours: own('figment-transformer-decode', gptDecode), peer: own('tfjs-decode', gptDecode) },
  { name: 'wasm/flat', work: `${flat}, by ${smallModel}`, unit: 'ms/token', per: 32, threads: 1, bar: 1 / 1.2, warmUp: 20, rounds: 15, ours: figment('late', 'wasm', small, late), peer: figment('late', 'wasm', small, { ...late, near: true }) },
];
