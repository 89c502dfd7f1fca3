import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkSchema } from './check.ts';
import { describeSchema, type SchemaField } from './describe.ts';
import { valuesFromText } from './from-text.ts';

const schema = z.object({
  width: z.int().min(8).max(1024).multipleOf(8).default(128).describe('Hidden units.'),
  image: z.object({ size: z.int(), channels: z.union([z.literal(1), z.literal(3)]) }).default({ size: 32, channels: 3 }),
  latent: z.union([z.int().min(1), z.object({ channels: z.int(), downsample: z.int() })]).default(32).describe('Size of the code.'),
  likelihood: z.enum(['gaussian', 'laplace']),
  freeBits: z.number().gt(0).nullable().default(null).meta({ advanced: true, title: 'Free bits per unit' }),
  encoder: z.object({ channels: z.array(z.int().min(1)).min(1).default([16, 32]), norm: z.boolean().default(true) }).prefault({}).meta({ advanced: true }),
  name: z.string().optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});
const fields = describeSchema(schema);
const of = (path: string): SchemaField[] => fields.filter((field) => field.path === path);

describe('describeSchema', () => {
  it('lists every value once, in the author’s order', () => {
    expect(fields.map(({ path, type }) => `${path}: ${type}`)).toEqual([
      'width: integer', 'image.size: integer', 'image.channels: choice', 'latent: integer', 'latent.channels: integer', 'latent.downsample: integer',
      'likelihood: choice', 'freeBits: number', 'encoder.channels: list', 'encoder.norm: boolean', 'name: text', 'extra: value',
    ]);
  });

  it('says all that the schema says of a value', () => {
    expect(of('width')).toEqual([{ path: 'width', title: 'Width', description: 'Hidden units.', type: 'integer', required: false, default: 128, min: 8, max: 1024, multipleOf: 8, nullable: false, advanced: false }]);
    expect(of('likelihood')).toEqual([{ path: 'likelihood', title: 'Likelihood', type: 'choice', required: true, choices: ['gaussian', 'laplace'], nullable: false, advanced: false }]);
    expect(of('freeBits')).toEqual([{ path: 'freeBits', title: 'Free bits per unit', type: 'number', required: false, default: null, exclusiveMin: 0, nullable: true, advanced: true }]);
  });

  it('takes defaults and folding from what encloses a value', () => {
    expect(of('image.size')).toMatchObject([{ default: 32, required: false }]);
    expect(of('image.channels')).toMatchObject([{ default: 3, choices: [1, 3] }]);
    expect(of('encoder.channels')).toMatchObject([{ advanced: true, default: [16, 32], minItems: 1, items: { type: 'integer', min: 1 } }]);
  });

  it('marks alternatives, with the default at the one it fits', () => {
    expect(of('latent')).toMatchObject([{ alternative: { of: 'latent', number: 0 }, default: 32, description: 'Size of the code.' }]);
    expect(of('latent.channels')).toMatchObject([{ alternative: { of: 'latent', number: 1 }, required: false }]);
    expect(of('latent.channels')[0]).not.toHaveProperty('default');
  });
});

describe('a record that may be left out', () => {
  const decay = z.object({ start: z.int().min(0), factor: z.number().default(1.5), note: z.string().optional() });
  const optional = (wrapped: z.ZodObject): Record<string, SchemaField['optional']> => Object.fromEntries(describeSchema(wrapped).map((field) => [field.path, field.optional]));

  it('says so of its fields, with what has to be said once it is there', () => {
    const record = { of: 'decay', description: 'Makes an end likelier.' };
    expect(optional(z.object({ decay: decay.optional().describe('Makes an end likelier.') }))).toEqual({ 'decay.start': { ...record, needed: true }, 'decay.factor': { ...record, needed: false }, 'decay.note': { ...record, needed: false } });
  });

  it('is not one that has a default, must be given, or is a way to say a value', () => {
    const none = { 'decay.start': undefined, 'decay.factor': undefined, 'decay.note': undefined };
    expect(optional(z.object({ decay }))).toEqual(none);
    expect(optional(z.object({ decay: decay.default({ start: 1, factor: 2 }) }))).toEqual(none);
    expect(optional(z.object({ decay: z.union([z.literal(false), decay]).optional() }))).toMatchObject({ 'decay.start': undefined });
  });
});

it('says what the values of a record are, where they are of one type', () => {
  expect(describeSchema(z.object({ bias: z.record(z.string(), z.number()), extra: z.record(z.string(), z.unknown()) })).map(({ type, values }) => [type, values?.type])).toEqual([['value', 'number'], ['value', undefined]]);
});

it('tells a list of values that may be of several types from a list of choices', () => {
  expect(describeSchema(z.object({ banned: z.array(z.union([z.int(), z.string()])) }))).toMatchObject([{ type: 'list', items: { type: 'value' } }]);
});

describe('valuesFromText', () => {
  const read = (texts: Record<string, string>): unknown => valuesFromText(fields, texts, 'config', 'CONFIG_INVALID');

  it('reads each text as its field’s type', () => {
    expect(read({ width: '64', 'image.size': '16', 'image.channels': '1', likelihood: 'laplace', freeBits: 'null', 'encoder.channels': '8, 16', 'encoder.norm': 'false', name: '7', extra: '{"a":1}' }))
      .toEqual({ width: 64, image: { size: 16, channels: 1 }, likelihood: 'laplace', freeBits: null, encoder: { channels: [8, 16], norm: false }, name: '7', extra: { a: 1 } });
  });

  it('reads either alternative', () => {
    expect(read({ latent: '8' })).toEqual({ latent: 8 });
    expect(read({ 'latent.channels': '4', 'latent.downsample': '2' })).toEqual({ latent: { channels: 4, downsample: 2 } });
    expect(read({ latent: '{"channels":4,"downsample":2}' })).toEqual({ latent: { channels: 4, downsample: 2 } });
  });

  it('leaves to validation what it can’t read', () => {
    const checked = checkSchema(schema, read({ width: 'wide', likelihood: 'laplace' }), 'config');
    expect(checked.issues).toEqual([{ path: ['width'], message: 'config.width must be an integer from 8 to 1024 that is a multiple of 8, got "wide".' }]);
  });

  it('names the nearest path for one that is unknown', () => {
    expect(() => read({ 'image.sise': '3' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: 'config.image.sise is not known; did you mean config.image.size?' }));
  });
});
