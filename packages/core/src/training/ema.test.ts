import { tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { emaDecay, emaOptions, emaUpdate } from './ema.ts';
import diffusers from './ema-cases.json' with { type: 'json' };

onEachBackend(() => {
  it.each(diffusers.cases)('averages as diffusers does: $name', async ({ options, start, weights, averages, decays }) => {
    await expectNoLeak(async () => {
      let average = tensor(start);
      for (const [i, values] of weights.entries()) {
        const decay = emaDecay(options, i + 1);
        expect(decay).toBeCloseTo(decays[i] as number, 12);
        const next = tidy(() => emaUpdate(average, tensor(values), decay));
        average.dispose();
        average = next;
        await expectClose(average, averages[i] as number[], { atol: 1e-6, rtol: 1e-5 });
      }
      average.dispose();
    });
  });
});

describe('emaOptions', () => {
  it('takes a decay alone, and none for 0', () => {
    expect(emaOptions(0.999)).toEqual({ decay: 0.999 });
    expect(emaOptions(0)).toBeUndefined();
  });

  it('checks at the door', () => {
    expect(() => emaOptions(1.5)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message: 'ema: decay must be a number from 0 to 1, got 1.5.' }));
  });
});
