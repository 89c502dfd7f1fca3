/** The training script itself: `script.ts BACKEND STEPS` trains each model and prints its losses, one JSON object a line. */
import { isFigmentError, selectBackend, train } from '@figment/core';

import { models } from './models.ts';
import type { Losses, Start } from './run.ts';

const [backend = 'wasm', steps = '50'] = process.argv.slice(2);

function say(words: Start | Losses): void {
  process.stdout.write(`${JSON.stringify(words)}\n`);
}

try {
  const { device } = await selectBackend({ prefer: backend });
  say({ device });
} catch (error) {
  if (!isFigmentError(error, 'BACKEND_UNAVAILABLE')) throw error;
  say({ unavailable: error.message });
  process.exit(0);
}

for (const [name, prepare] of Object.entries(models)) {
  const { model, options } = await prepare();
  const losses: number[] = [];
  for await (const event of train(model, { ...options, steps: Number(steps), seed: 7 })) losses.push(Object.values(event.losses)[0] as number);
  say({ model: name, losses });
}
process.exit(0);
