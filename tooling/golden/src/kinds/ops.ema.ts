import type { Tensor } from '@figment/core';
import { slice, squeeze, stack, tidy, upload } from '@figment/core/ops';
import { emaDecay, type EmaOptions, emaUpdate } from '@figment/core/training';

import type { Options } from '../case/options.ts';
import type { GoldenKind } from '../kind.ts';

/** A moving average of weights: `shadow` [steps, ...] and `decay` [steps] after each update. */
export const kind: GoldenKind = {
  name: 'ops.ema',
  run(golden) {
    const settings = settingsOf(golden.options);
    const weights = golden.input('params');
    const steps = weights.shape[0] as number;
    const decays = Array.from({ length: steps }, (_, i) => emaDecay(settings, i + 1));
    const start = golden.input('param0');
    const shadow = tidy(() => {
      const all = upload(weights); // [steps, ...]
      let average = upload(start);
      return stack(decays.map((decay, i): Tensor => {
        const now = squeeze(slice(all, [i, ...start.shape.map(() => 0)], [1, ...start.shape]), [0]);
        average = emaUpdate(average, now, decay);
        return average;
      }));
    });
    return { shadow, decay: decays };
  },
};

function settingsOf(options: Options): EmaOptions {
  const curve = { inverseGamma: options.number('inv_gamma', 1), power: options.number('power', 2 / 3) };
  return {
    decay: options.number('decay', 0.9999),
    minDecay: options.number('min_decay', 0),
    updateAfter: options.number('update_after_step', 0),
    warmUp: options.boolean('use_ema_warmup', false) ? curve : 'ramp',
  };
}
