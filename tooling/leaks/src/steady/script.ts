/** `script.ts BACKEND STEPS`: trains each model for so many steps and prints how steady its memory was, one JSON object a line. */
import { isFigmentError, selectBackend, train } from '@figment/core';
import { memory } from '@figment/core/ops';

import { residentBytes } from '../resident.ts';
import { steadyModels } from './models.ts';
import { type Reading, steadinessOf } from './watch.ts';

const [backend = 'wasm', count = '2000'] = process.argv.slice(2);
const steps = Number(count);
const from = Math.ceil(steps / 4);
const readEvery = Math.max(1, Math.floor(steps / 100));

try {
  await selectBackend({ prefer: backend });
} catch (error) {
  if (!isFigmentError(error, 'BACKEND_UNAVAILABLE')) throw error;
  process.stdout.write(`${JSON.stringify({ unavailable: error.message })}\n`);
  process.exit(0);
}

for (const [name, prepare] of Object.entries(steadyModels)) {
  const { model, options } = await prepare();
  const readings: Reading[] = [];
  for await (const { step } of train(model, { ...options, steps, seed: 7 })) {
    if (step === steps) continue;
    const { numTensors, numBytes } = memory();
    readings.push({ step, tensors: numTensors, bytes: numBytes, resident: step % readEvery === 0 ? residentBytes() : undefined });
  }
  process.stdout.write(`${JSON.stringify(steadinessOf(name, readings, from))}\n`);
}
process.exit(0);
