// Computes on torch and comes to its end with tensors alive, for the test of how processes and worker threads end.
import { parentPort } from 'node:worker_threads';

import { selectBackend } from '@figment/core/backend';
import { ones, sum } from '@tensorflow/tfjs-core';

import { torchProvider } from '../src/index.ts';

const { device } = await selectBackend({ prefer: 'torch', providers: [torchProvider], torch: { threads: 1 } });
const answer = { device, sum: (await sum(ones([8, 8])).data())[0] };
if (parentPort === null) console.log(JSON.stringify(answer));
else parentPort.postMessage(answer);
