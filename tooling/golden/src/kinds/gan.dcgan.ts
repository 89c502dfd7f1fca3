import { reshape, tidy } from '@figment/core/ops';
import { Pass } from '@figment/gan/networks';

import { openDcgan } from '../gan/dcgan.ts';
import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** DCGAN's networks with running statistics, and with those of the batch. */
export const kind: GoldenKind = {
  name: 'gan.dcgan',
  async run(golden) {
    const { generator, discriminator, names, dispose } = openDcgan(golden);
    try {
      return await withInputs(uploadInputs(golden, ['z', 'x']), ({ z, x }) => tidy(() => {
        const through = (pass: Pass, way: string) => ({
          [`g_${way}`]: generator.synthesize(generator.styles(z), undefined, pass),
          [`d_${way}`]: reshape(discriminator.judge(x, undefined, pass).logits, [-1]),
        });
        const training = new Pass({ training: true });
        const results = { ...through(new Pass({ training: false }), 'eval'), ...through(training, 'train') };
        const next = new Map(training.updates);
        const after = [...names].filter(([, variable]) => next.has(variable)).map(([name, variable]) => [`running_after.${name}`, next.get(variable)!] as const);
        return { ...results, ...Object.fromEntries(after) };
      }));
    } finally {
      dispose();
    }
  },
};
