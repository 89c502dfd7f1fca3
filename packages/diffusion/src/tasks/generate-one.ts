import type { Tensor } from '@figment/core';
import { mul, tidy } from '@figment/core/ops';
import type { RunCall } from '@figment/core/plugin';
import { normal, split } from '@figment/core/random';
import * as z from 'zod';

import { begin } from './begin.ts';
import { denoise } from './denoise.ts';
import type { DiffusionModel } from './model.ts';
import { guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

/** Options of a task that makes one sound or clip. */
export const generateOneOptions = z.object({ ...wishFields, ...samplingFields, ...guidanceFields });

/**
 * Makes one sound or clip; `wrap` makes of its values what people hear or see.
 *
 * @param values A sample [1, ...shape] as its values at the border, in a new tensor.
 */
export async function* generateOne<Sample>(
  model: DiffusionModel,
  { values, wrap }: { readonly values: (x: Tensor) => Tensor; readonly wrap: (values: Tensor) => Sample },
  options: z.output<typeof generateOneOptions>,
  call: RunCall,
): AsyncGenerator<DiffusionStep<Sample>, Sample, undefined> {
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { prompt, negativePrompt, label } = options;
  const { plan, guided } = await call.wait(begin(model, options, call));
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label }, 1, forWish);
  const start = tidy(() => mul(normal(forNoise, [1, ...model.diffuser.shape]), plan.initialScale));
  const way = denoise({ plan, predict: guided(told), start, show: values, warnings: told.warnings }, { ...call, key: forWay });
  for (;;) {
    const next = await call.wait(way.next());
    if (next.done === true) {
      const made = tidy(() => values(next.value));
      next.value.dispose();
      return wrap(made);
    }
    yield { ...next.value, sample: wrap(next.value.sample), clean: wrap(next.value.clean) };
  }
}
