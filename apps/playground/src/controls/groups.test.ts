import { expect, it } from 'vitest';

import type { Field } from '../workers/protocol/index.ts';
import { grouped, isAlternatives } from './groups.ts';

const field = (name: string, alternative?: Field['alternative']): Field => ({
  path: name.split('.'), label: name, group: undefined, description: undefined, type: 'integer', choices: undefined, minimum: undefined, maximum: undefined, step: undefined, maxItems: undefined,
  default: undefined, required: false, advanced: false, alternative,
});

it('brings together the ways to say the same thing, at the place of the first', () => {
  const latent = ['latent'];
  const items = grouped([field('size'), field('latent', { of: latent, number: 0 }), field('latent.channels', { of: latent, number: 1 }), field('latent.downsample', { of: latent, number: 1 }), field('beta')]);
  expect(items).toHaveLength(3);
  const [, middle] = items;
  expect(middle !== undefined && isAlternatives(middle) ? middle.ways.map((way) => way.map(({ path }) => path.join('.'))) : undefined).toEqual([['latent'], ['latent.channels', 'latent.downsample']]);
});
