/** Loses a WebGPU device with work in flight, restores it, makes a mistake on it, and prints what was seen. */
import { add, backend, matMul, tensor, variable } from '@tensorflow/tfjs-core';

import { isFigmentError } from '../src/errors.ts';
import { keepHostCopy, readTensor, restoreBackend, selectBackend } from '../src/backend/index.ts';

const codeOf = (error: unknown): string => (isFigmentError(error) ? error.code : String(error));
const device = (): GPUDevice => (backend() as unknown as { device: GPUDevice }).device;

const considered = (await selectBackend({ prefer: ['webgpu', 'wasm'] })).considered[0]?.reason;
await selectBackend({ prefer: 'webgpu' });
const x = tensor([[1, 2], [3, 4]]);
const before = [...(await readTensor(matMul(x, x)))];
const weight = variable(tensor([5, 6]));
await keepHostCopy([weight]);

const reading = readTensor(matMul(x, x));
device().destroy();
const inFlight = await reading.then(() => 'nothing', codeOf);
await restoreBackend();
const after = [...(await readTensor(add(weight, 1)))];

device().createShaderModule({ code: 'not a shader' });
const error = await readTensor(add(weight, 2)).then(() => 'nothing', codeOf);
process.stdout.write(JSON.stringify({ considered, before, inFlight, after, error }), () => process.exit(0));
