/**
 * Trains on what is fastest here. When a GPU is taken away meanwhile (a driver that resets, a laptop that sleeps), the run goes on from its
 * last checkpoint on a new device.
 */
import { createModel, isFigmentError, selectBackend, train } from '@figment/core';
import { restoreBackend } from '@figment/core/backend';
import { openDataset } from '@figment/core/data';
import { vae } from '@figment/vae';

const { considered } = await selectBackend({ prefer: ['webgpu', 'wasm'], measure: true });
for (const { name, chosen, reason } of considered) console.log(chosen ? '*' : ' ', name, reason);

const model = await createModel(vae, { latent: 8, channels: [8, 16] }, { seed: 7 });
const options = { data: await openDataset('emoji'), steps: 20, batchSize: 8, seed: 7, checkpoint: { to: 'runs/long', every: 5 } };

let resumeFrom: string | undefined;
for (let done = false; !done;) {
  try {
    for await (const { step, losses, saved } of train(model, { ...options, resumeFrom })) {
      console.log(step, losses.vae);
      if (saved) resumeFrom = 'runs/long';
    }
    done = true;
  } catch (error) {
    if (!isFigmentError(error, 'DEVICE_LOST')) throw error;
    console.log(error.message);
    await restoreBackend();
  }
}
model.dispose();
