import { dispose, tidy, upload } from '@figment/core/ops';
import { timestepEmbedding } from '@figment/diffusion/denoisers';

import type { GoldenKind } from '../kind.ts';

/** diffusers' get_timestep_embedding. */
export const kind: GoldenKind = {
  name: 'diffusion.timestep_embedding',
  run(golden) {
    const { options } = golden;
    const { data, shape } = golden.array('timesteps');
    const time = upload({ data: Float32Array.from(data), shape });
    const embedding = tidy(() => timestepEmbedding(time, {
      width: options.number('embedding_dim'), cosineFirst: options.boolean('flip_sin_to_cos', false), frequencyShift: options.number('downscale_freq_shift', 1),
      scale: options.number('scale', 1), maxPeriod: options.number('max_period', 10_000),
    }));
    dispose(time);
    return { embedding };
  },
};
