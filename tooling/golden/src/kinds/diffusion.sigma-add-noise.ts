import { concat, slice, tidy, upload } from '@figment/core/ops';
import { fromDiffusersScheduler } from '@figment/diffusion/diffusers';

import { readScheduler } from '../diffusion/scheduler.ts';
import type { GoldenKind } from '../kind.ts';

/** Samples noised as much as a plan has them at the calls named. */
export const kind: GoldenKind = {
  name: 'diffusion.sigma_add_noise',
  run(golden) {
    const { scheduler, options, process, prediction } = fromDiffusersScheduler(readScheduler(golden));
    const plan = scheduler.build({ process, prediction, steps: golden.options.number('num_inference_steps') }, options);
    const indices = golden.options.numbers('step_indices');
    Array.from(golden.array('timesteps').data).forEach((time, row) => {
      const planned = plan.times[indices[row]!]!;
      if (Math.abs(planned - time) > 0.002 + 1e-5 * time) throw new Error(`call ${indices[row]!} is at time ${planned}, expected ${time}`);
    });
    const noisy = tidy(() => {
      const clean = upload(golden.input('x0')), noise = upload(golden.input('noise'));
      const row = (x: typeof clean, i: number) => slice(x, [i, ...Array<number>(x.rank - 1).fill(0)], [1, ...x.shape.slice(1)]);
      return concat(indices.map((call, i) => plan.noised(row(clean, i), row(noise, i), call)), 0);
    });
    return { noisy };
  },
};
