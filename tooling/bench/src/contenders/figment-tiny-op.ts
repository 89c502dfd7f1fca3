/** Sums of two small tensors, each freed at once. */
import { add, tensor } from '@figment/core/ops';

import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { operations, ...where } = settings();
const name = await start(where);
const [a, b] = [tensor([[1, 2], [3, 4]]), tensor([[10, 20], [30, 40]])];

await serve({ name }, () => {
  for (let i = 0; i < operations; i++) add(a, b).dispose();
  return Promise.resolve(undefined);
});
