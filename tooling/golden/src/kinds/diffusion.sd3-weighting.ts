import { cosMapWeight, inverseSquareWeight, logitNormal, modeDensity } from '@figment/diffusion/noise';

import type { GoldenKind } from '../kind.ts';

/** At which times Stable Diffusion 3 is trained, and how its losses count. */
export const kind: GoldenKind = {
  name: 'diffusion.sd3_weighting',
  run(golden) {
    const { options } = golden;
    const [mean, deviation, scale] = [options.number('logit_mean'), options.number('logit_std'), options.number('mode_scale')];
    const each = (name: string, of: (x: number) => number) => Array.from(golden.array(name).data, of);
    return {
      logit_normal: each('normal', (normal) => logitNormal(normal, mean, deviation)),
      mode: each('uniform', (u) => modeDensity(u, scale)),
      weight_sigma_sqrt: each('sigmas', (sigma) => inverseSquareWeight('flow', { alpha: 1 - sigma, sigma })),
      weight_cosmap: each('sigmas', (sigma) => cosMapWeight('flow', { alpha: 1 - sigma, sigma })),
    };
  },
};
