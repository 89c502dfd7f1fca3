/** What a denoiser says of a batch. */
import type { HostArray } from '@figment/core';
import { mean, square, tidy, upload } from '@figment/core/ops';
import { readTensor } from '@figment/core/backend';

import { serve, settings } from '../serve.ts';
import { type DenoiserBatch, openDenoiser } from './figment-denoiser.ts';

const { name, shown, predict, parameters } = await openDenoiser(settings());
const batch = Object.fromEntries(Object.entries<HostArray>({ ...shown }).map(([field, values]) => [field, upload(values)])) as unknown as DenoiserBatch;

await serve({ name, parameters }, async () => {
  const size = tidy(() => mean(square(predict(batch))));
  const [value] = (await readTensor(size)) as unknown as [number];
  size.dispose();
  return value;
});
