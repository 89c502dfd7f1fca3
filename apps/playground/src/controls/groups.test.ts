import { expect, it } from 'vitest';

import type { Field } from '../workers/protocol/index.ts';
import { grouped, isAlternatives, isOptionalRecord } from './groups.ts';

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

it('offers ways within a way that has nothing else beside the others', () => {
  const [form, ...rest] = grouped([
    field('form.json', { of: ['form', 'json'], number: 0 }), { ...field('form.json', { of: ['form', 'json'], number: 1 }), type: 'json' },
    field('form.pattern', { of: ['form'], number: 1 }), field('form.grammar', { of: ['form'], number: 2 }),
  ]);
  expect(rest).toEqual([]);
  expect(form !== undefined && isAlternatives(form) ? form.ways.map((way) => way.map(({ path, type }) => `${path.join('.')} ${type}`)) : undefined).toEqual([['form.json integer'], ['form.json json'], ['form.pattern integer'], ['form.grammar integer']]);
});

it('makes a switch of a record that may be left out, unless its fields are off by being empty', () => {
  const of = (name: string, record: string, more: Partial<Field>): Field => ({ ...field(name), record: { of: [record], label: record, description: undefined, needed: false }, ...more });
  const items = grouped([of('guidance.scale', 'guidance', { default: 1.5 }), of('guidance.negative', 'guidance', {}), of('forced.first', 'forced', {}), of('forced.last', 'forced', {})]);
  expect(items.map((item) => (isOptionalRecord(item) ? item.fields.map(({ label }) => label) : (item as Field).label))).toEqual([['guidance.scale', 'guidance.negative'], 'forced.first', 'forced.last']);
});
