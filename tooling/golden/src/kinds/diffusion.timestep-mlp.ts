import { readWeights } from '@figment/core/interchange';
import { tidy, upload } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { TimeEmbedding } from '@figment/diffusion/denoisers';
import { diffusersNames } from '@figment/diffusion/diffusers';

import { diffusersFiles } from '../interchange/files.ts';
import { type GoldenKind, Skip } from '../kind.ts';

/** diffusers' TimestepEmbedding. */
export const kind: GoldenKind = {
  name: 'diffusion.timestep_mlp',
  async run(golden) {
    const { options } = golden;
    const activation = options.string('act_fn', 'silu');
    if (!['silu', 'swish'].includes(activation)) throw new Skip(`the activation must be silu, got ${activation}`);
    const { weights } = await diffusersFiles(golden);
    const mlp = new TimeEmbedding(key(0), { in: options.number('in_channels'), width: options.number('time_embed_dim'), out: options.raw('out_dim') as number | undefined, condition: options.raw('cond_proj_dim') as number | undefined });
    const x = upload(golden.input('x'));
    const condition = golden.hasInput('condition') ? upload(golden.input('condition')) : undefined;
    try {
      await readWeights(mlp.namedParameters(), weights, diffusersNames);
      return { y: tidy(() => mlp.forward(x, condition)) };
    } finally {
      mlp.dispose();
      x.dispose();
      condition?.dispose();
    }
  },
};
