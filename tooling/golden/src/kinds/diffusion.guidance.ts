import { tidy, upload } from '@figment/core/ops';
import { guided, rescaled } from '@figment/diffusion/guidance';

import type { GoldenKind } from '../kind.ts';

/** Classifier-free guidance and its rescaling. */
export const kind: GoldenKind = {
  name: 'diffusion.guidance',
  run(golden) {
    const scale = golden.options.number('guidance_scale'), rescale = golden.options.number('guidance_rescale');
    return tidy(() => {
      const conditional = upload(golden.input('cond'));
      const cfg = guided(upload(golden.input('uncond')), conditional, scale);
      return { cfg, rescaled: rescaled(cfg, conditional, rescale) };
    });
  },
};
