// Computes on torch until it is told to stop, for the test of Ctrl-C: prints a line once it computes.
import { selectBackend } from '@figment/core/backend';
import { add, ones } from '@tensorflow/tfjs-core';

import { torchProvider } from '../src/index.ts';

await selectBackend({ prefer: 'torch', providers: [torchProvider] });
const x = ones([64, 64]);
for (let i = 0; ; i++) {
  add(x, 1).dispose();
  if (i === 100) console.log('computing');
  await new Promise(setImmediate);
}
