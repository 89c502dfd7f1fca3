/** Compiles a training step ahead on WebGPU and prints what came of it as JSON. A process of its own: a GPU's driver reads its environment once. */
import { findBackend, memory } from '@tensorflow/tfjs-core';

import { readTensor, selectBackend, warmUp } from '../src/backend/index.ts';
import { conv2d, gelu, groupNorm, mean, square, tensor, tidy, valueAndGrads } from '../src/ops/index.ts';

await selectBackend({ prefer: 'webgpu' });
const x = tensor(Array.from({ length: 96 }, (_, i) => Math.sin(i)), [2, 4, 4, 3]);
const kernel = tensor(Array.from({ length: 108 }, (_, i) => Math.cos(i)), [3, 3, 3, 4]);
const loss = (): ReturnType<typeof mean> => mean(square(gelu(groupNorm(conv2d(x, kernel, { padding: 1 }), { groups: 2 }))));
const compiled = (): number => Object.keys((findBackend('webgpu') as unknown as { pipelineCache: object }).pipelineCache).length;

const before = memory().numTensors;
const progress: { done: number; of: number }[] = [];
let computed = 0;
await warmUp(() => { computed += 1; return valueAndGrads(loss, [kernel]); }, { onProgress: (each) => { progress.push(each); } });
const [ahead, left] = [compiled(), memory().numTensors - before];
const { value, gradients: [gradient] } = tidy(() => valueAndGrads(loss, [kernel]));
const values = [...await readTensor(value), ...(await readTensor(gradient!)).slice(0, 3)];
let again: unknown;
await warmUp(() => loss(), { onProgress: (each) => { again = each; } });
const refused: unknown = await warmUp(async () => loss()).catch((error: unknown) => error);
process.stdout.write(JSON.stringify({ computed, progress, ahead, left, later: compiled() - ahead, values, again, refused: (refused as { code?: string }).code }), () => process.exit(0));
