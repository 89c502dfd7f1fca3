/** A plugin as third parties write one: a sampler, a network and guidance, each a plain object. */
import { definePlugin } from '@figment/core/plugin';
import { Module } from '@figment/core/nn';
import { mul } from '@figment/core/ops';
import * as z from 'zod';

import type { DenoiserDefinition } from '../network/denoiser-definition.ts';
import type { GuidanceDefinition } from '../guidance/guidance.ts';
import type { SchedulerDefinition } from '../schedulers/scheduler.ts';

/** Takes a part of x at each step, whatever the network says. */
const halving: SchedulerDefinition = {
  id: 'acme/halving',
  title: 'Halving',
  options: z.object({ factor: z.number().min(0).max(1).default(0.5) }),
  predictions: ['noise', 'sample', 'velocity', 'flow'],
  processes: ['flow'],
  build({ process: { trainingSteps }, steps }, options) {
    const { factor } = options as { readonly factor: number };
    return {
      times: Array.from({ length: steps }, (_, i) => (trainingSteps * (steps - i)) / steps),
      sigmas: Array.from({ length: steps + 1 }, (_, i) => (steps - i) / steps),
      initialScale: 1,
      draws: Array.from({ length: steps }, () => false),
      scaleInput: (x) => mul(x, 1),
      step: ({ x }) => ({ x: mul(x, factor), history: [] }),
      noised: (clean) => mul(clean, 1),
    };
  },
};

class Silent extends Module {}

const silent: DenoiserDefinition = { id: 'acme/silent', title: 'Silent', options: z.object({}), create: () => ({ module: new Silent(), predict: (x) => mul(x, 0) }) };

const opposite: GuidanceDefinition = { id: 'acme/opposite', title: 'Opposite', options: z.object({}), guide: ({ conditional }) => mul(conditional, -1) };

export const solver = definePlugin({
  specVersion: 'v1',
  id: 'acme/solver',
  version: '1.0.0',
  contributions: { 'figment/diffusion-schedulers': [halving], 'figment/diffusion-denoisers': [silent], 'figment/diffusion-guidance': [opposite] },
});
