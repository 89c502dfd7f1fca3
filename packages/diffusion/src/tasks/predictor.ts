import type { Tensor } from '@figment/core';
import { concat, split, tidy } from '@figment/core/ops';
import { parseSchema, type Wait } from '@figment/core/plugin';

import { GUIDANCE } from '../doors.ts';
import type { GuidanceDefinition } from '../guidance/guidance.ts';
import { joinConditions } from '../network/condition-batch.ts';
import { guidanceMethods } from './built-in.ts';
import type { Told } from './conditions.ts';
import { found } from './found.ts';
import type { DiffusionModel } from './model.ts';
import type { GuidanceOptions } from './options.ts';

/** What the network says of x at a time; `clean` is what it took the sample to be a step before. */
export type Predictor = (x: Tensor, time: number, clean?: Tensor) => Tensor;

/** A guided network that is yet to be told what is asked for. */
export type Guided = (told: Told, small?: Tensor) => Predictor;

/**
 * The network as options guide it: asked with the condition and without at once, in one batch, where guidance makes a difference.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export async function guidedBy({ diffuser, contributions }: DiffusionModel, options: GuidanceOptions & { readonly guidance: number }, wait: Wait): Promise<Guided> {
  const { guidance: scale, guidanceRescale: rescale, guidanceInterval: [low, high], guidanceMethod, guidanceOptions } = options;
  const method = await wait(found<GuidanceDefinition>(guidanceMethod, guidanceMethods, contributions[GUIDANCE] ?? [], 'options.guidanceMethod'));
  const own = parseSchema(method.options, guidanceOptions, 'options.guidanceOptions', 'OPTIONS_INVALID');
  const { process, prediction } = diffuser;
  const [first, last] = process.timeRange ?? [0, process.trainingSteps];
  return ({ condition, without }, small) => {
    const both = without === undefined ? undefined : tidy(() => joinConditions(without, condition) as never) as typeof condition;
    return (x, time, clean) => {
      const count = x.shape[0];
      const part = (time - first) / (last - first);
      if (both === undefined || scale === 1 || part < low || part > high) return diffuser.predict(x, filled(count, time), condition, { clean, small });
      const twice = (value: Tensor | undefined): Tensor | undefined => value && concat([value, value], 0);
      const said = diffuser.predict(twice(x)!, filled(2 * count, time), both, { clean: twice(clean), small: twice(small) });
      const [unconditional, conditional] = split(said, 2, 0) as [Tensor, Tensor];
      return method.guide({ conditional, unconditional, scale, rescale, x, level: process.at(time), time, prediction, part }, own);
    };
  };
}

function filled(count: number, time: number): Float32Array {
  return new Float32Array(count).fill(time);
}
