/** Trains and samples on WebGPU, loses the device in the middle of both, goes on, and prints what was seen. */
import { backend, memory } from '@tensorflow/tfjs-core';

import { currentSelection, restoreBackend, selectBackend } from '../src/backend/index.ts';
import { memoryStore, openModel, saveModel } from '../src/checkpoint/index.ts';
import { createModel, isFigmentError, train } from '../src/index.ts';
import { toHost } from '../src/plugin/index.ts';
import { painter } from './painter.ts';
import { tinyData, tinyModel } from './tiny-model.ts';

const destroy = (): void => { (backend() as unknown as { device: GPUDevice }).device.destroy(); };
const codeOf = (error: unknown): string => (isFigmentError(error) ? error.code : String(error));

await selectBackend({ prefer: 'webgpu' });
const start = memory().numTensors;
const data = tinyData();

// A model that was opened, with a constant of its own beside its parameters.
const to = memoryStore('painter');
const made = await createModel(painter, { image: { size: 2 } }, { seed: 1 });
await saveModel(made, to);
made.dispose();
const picture = await openModel(to, painter);
const paint = async (): Promise<number[]> => {
  const result = await picture.tasks.generate.sample({}, { seed: 4, steps: 2, rate: 0.5 }).result();
  try {
    return [...(await toHost('image', result)).data];
  } finally {
    result.dispose();
  }
};
const before = await paint();
const model = await createModel(tinyModel, {}, { seed: 2 });
const runs = memoryStore('run');

const lostIn = (step: number): typeof model => ({
  ...model,
  objectives: model.objectives.map((objective) => ({
    ...objective,
    loss(batch, call) {
      if (call.step === step) destroy();
      return objective.loss(batch, call);
    },
  })),
});
const losses: number[] = [];
let message = '';
const options = { data, steps: 6, batchSize: 8, seed: 5, checkpoint: { to: runs, every: 2 } };
try {
  for await (const { losses: { fit } } of train(lostIn(4), options)) losses.push(fit!);
} catch (error) {
  if (!isFigmentError(error, 'DEVICE_LOST')) throw error;
  message = error.message;
  await restoreBackend();
  for await (const { losses: { fit } } of train(model, { ...options, resumeFrom: runs })) losses.push(fit!);
}

const after = await paint();
const lost = paint();
destroy();
const sampling = await lost.then(() => 'nothing', codeOf);
await restoreBackend();
const again = await paint();
model.dispose();
picture.dispose();
process.stdout.write(JSON.stringify({ device: currentSelection()?.device, before, after, again, losses, message, sampling, left: memory().numTensors - start }), () => process.exit(0));
