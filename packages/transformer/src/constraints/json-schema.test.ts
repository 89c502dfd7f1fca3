import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { jsonSchema } from './json-schema.ts';
import { canWrite, fits, jsonTokenizer, randomNumbers, walk } from './testing/walk.ts';

const ajv = new Ajv2020({ strict: false });
formatsPlugin(ajv);

const person = {
  type: 'object',
  properties: { name: { type: 'string', minLength: 1, maxLength: 8 }, age: { type: 'integer', minimum: 0, maximum: 150 }, tags: { type: 'array', items: { enum: ['a', '빨강', 3, null] }, maxItems: 3 }, on: { type: 'boolean' } },
  required: ['name', 'tags'],
  additionalProperties: false,
};
const tree = { $defs: { node: { type: 'object', properties: { value: { type: 'number' }, children: { type: 'array', items: { $ref: '#/$defs/node' }, maxItems: 2 } }, required: ['value'] } }, $ref: '#/$defs/node' };

/** Schemas, what is valid by them, and what isn't. */
const cases: readonly (readonly [schema: object | boolean, valid: readonly unknown[], invalid: readonly unknown[]])[] = [
  [true, [null, -1.5e-7, 'x"\\\n\u0001é😀', [], {}, [[{ a: [1] }, true]], { '': { 'b"': false } }], []],
  [{}, [1, { a: [] }], []],
  [person, [{ name: '김', tags: [] }, { name: 'a"b', age: 150, tags: ['a', 3, null], on: false }], [{ name: '', tags: [] }, { name: 'x', age: 151, tags: [] }, { name: 'x' }, { tags: [], name: 'x' }, { name: 'x', tags: [], more: 1 }]],
  [tree, [{ value: 1 }, { value: -0.5, children: [{ value: 2, children: [] }, { value: 3 }] }], [{ children: [] }, { value: 1, children: [{}] }]],
  [{ type: ['integer', 'null'] }, [0, -12, null], [1.5, 'null']],
  [{ type: 'integer', minimum: -17, maximum: 1203 }, [-17, -9, 0, 7, 999, 1000, 1203], [-18, 1204, 1300, 2000, -100]],
  [{ type: 'integer', exclusiveMinimum: 9, exclusiveMaximum: 12 }, [10, 11], [9, 12, 1]],
  [{ type: 'integer', minimum: 2.5, maximum: 4.5 }, [3, 4], [2, 5]],
  [{ type: 'integer', maximum: -5 }, [-5, -10, -99], [-4, 0, 5]],
  [{ type: 'number', minimum: 0, maximum: 1 }, [0, 0.5, 1, 0.125, 0.999], [-0.1, 1.01, 2, 10]],
  [{ type: 'number', exclusiveMinimum: -2.75, exclusiveMaximum: 0.05 }, [-2.7, -2, -0.001, 0, 0.04, 0.0499], [-2.75, -3, -2.751, 0.05, 0.051, 1]],
  [{ type: 'number', minimum: 1e-7, maximum: 1e6 }, [0.000001, 0.5, 123456, 999999.5, 1000000], [1000001, 1234567, 0]],
  [{ type: 'string', pattern: '\\d{2}' }, ['12', 'a34b', 'ä"56'], ['', '1a2']],
  [{ type: 'string', pattern: '^[a-c"\\n]+$', minLength: 2, maxLength: 3 }, ['ab', 'a"\n'], ['a', 'abca', 'ad']],
  [{ type: 'string', maxLength: 2 }, ['', '가나', '😀😀'], ['abc']],
  [{ type: 'string', format: 'date' }, ['2024-02-29', '1999-12-31'], ['2023-02-29', '2024-13-01', '2024-4-01', '1900-02-29']],
  [{ type: 'string', format: 'time' }, ['23:59:59Z', '00:00:00.5+09:00'], ['24:00:00Z', '12:00:00']],
  [{ type: 'string', format: 'date-time' }, ['2024-02-29T12:00:00Z'], ['2024-02-29', '2024-02-30T12:00:00Z']],
  [{ type: 'string', format: 'duration' }, ['P1Y2M3DT4H5M6S', 'PT5M', 'P3W'], ['P', 'PT', '5M']],
  [{ type: 'string', format: 'uuid' }, ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
  [{ type: 'string', format: 'email' }, ['a.b+c@example.com'], ['a@b', 'a..b@c.de', '@c.de']],
  [{ type: 'string', format: 'hostname' }, ['a.b-c.de', 'localhost'], ['-a', 'a..b']],
  [{ type: 'string', format: 'ipv4' }, ['255.0.10.249'], ['256.0.0.1', '1.2.3', '01.2.3.4']],
  [{ type: 'string', format: 'uri' }, ['https://example.com:80/a%20b?c=d#e', 'ftp://x'], ['example.com', 'http://a b']],
  [{ enum: [1, 'b', [1, { c: null }], {}] }, [1, 'b', [1, { c: null }], {}], [2, 'c']],
  [{ const: '가"나' }, ['가"나'], ['가']],
  [{ type: 'string', enum: ['a', 1] }, ['a'], [1]],
  [{ anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'boolean' } }] }, [1, [true, false]], [[1]]],
  [{ type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, anyOf: [{ required: ['a'] }, { required: ['b'] }], additionalProperties: false }, [{ a: 1 }, { b: 1 }, { a: 1, b: 2 }], [{}]],
  [{ allOf: [{ type: 'object', properties: { a: { type: 'integer', minimum: 2 } }, required: ['a'] }, { properties: { a: { type: 'number', maximum: 4 }, b: { type: 'null' } } }] }, [{ a: 3 }, { a: 4, b: null }], [{ a: 1 }, { a: 5 }, {}]],
  [{ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false }, [[1, 'a']], [['a', 1], [1, 'a', 2]]],
  [{ type: 'array', prefixItems: [{ type: 'integer' }], items: { type: 'boolean' }, minItems: 2, maxItems: 3 }, [[1, true], [1, true, false]], [[1], [1, 2], [1, true, true, true]]],
  [{ type: 'array', prefixItems: [{ type: 'integer' }], minItems: 0 }, [[], [1]], [['a']]],
  [{ type: 'array', items: { type: 'null' }, minItems: 2, maxItems: 2 }, [[null, null]], [[null], [null, null, null]]],
  [{ type: 'array', maxItems: 0 }, [[]], [[1]]],
  [{ type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1, maxProperties: 2 }, [{ a: 1 }, { '가': 1, b: 2 }], [{}, { a: 'x' }, { a: 1, b: 2, c: 3 }]],
  [{ type: 'object', properties: { a: { type: 'integer' }, ab: { type: 'integer' } }, additionalProperties: { type: 'string' } }, [{ a: 1, b: 'x', abc: 'y', '': 'z' }, { q: '1' }], [{ a: 'x' }, { ab: 'x' }]],
  [{ type: 'object', propertyNames: { pattern: '^[a-z]{2}$' }, additionalProperties: true }, [{ ab: 1 }, {}], [{ abc: 1 }, { A: 1 }]],
  [{ type: 'object', propertyNames: { enum: ['x', 'y'] }, required: ['x', 'y'], additionalProperties: { type: 'null' } }, [{ x: null, y: null }], [{ x: null }, { x: null, y: null, z: null }]],
  [{ properties: { a: { const: 1 } }, required: ['a'] }, [{ a: 1 }], [{}]],
  [{ 'type': 'object', 'properties': { a: { allOf: [{ $ref: '#' }, { required: ['a'] }] } }, 'x-note': 1, 'additionalProperties': false }, [{}], [{ a: {} }]],
];

describe('jsonSchema', () => {
  it.each(cases)('%j lets valid values through, and no others', async (schema, valid, invalid) => {
    const tokenizer = await jsonTokenizer();
    const form = jsonSchema(schema);
    const accepts = ajv.compile(schema);
    for (const value of valid) expect([JSON.stringify(value), accepts(value), canWrite(form, tokenizer, JSON.stringify(value))]).toEqual([JSON.stringify(value), true, true]);
    for (const value of invalid) expect([JSON.stringify(value), fits(form, JSON.stringify(value))]).toEqual([JSON.stringify(value), false]);
  });

  it('gives only what another validator accepts, whatever is drawn', async () => {
    const tokenizer = await jsonTokenizer();
    const random = randomNumbers(5);
    for (const [schema] of cases.filter(([each]) => each !== true)) {
      const accepts = ajv.compile(schema);
      const form = jsonSchema(schema);
      for (let i = 0; i < 4; i++) {
        const text = walk(form, tokenizer, random, 25);
        expect([text, accepts(JSON.parse(text))]).toEqual([text, true]);
      }
    }
  });

  it('writes as JSON.stringify does, on one line or many, or as Python', async () => {
    const tokenizer = await jsonTokenizer();
    const random = randomNumbers(6);
    const value = { a: [1, { b: [], c: {} }, [[true]]], d: 'x, y: z' };
    expect(canWrite(jsonSchema(true, { whitespace: 'pretty' }), tokenizer, JSON.stringify(value, null, 2))).toBe(true);
    expect(canWrite(jsonSchema({ const: value }, { whitespace: 'pretty' }), tokenizer, JSON.stringify(value, null, 2))).toBe(true);
    expect(fits(jsonSchema(true, { whitespace: 'pretty' }), JSON.stringify(value))).toBe(false);
    expect(canWrite(jsonSchema(true, { whitespace: 'spaced' }), tokenizer, '{"a": [1, {"b": [], "c": {}}]}')).toBe(true);
    for (let i = 0; i < 8; i++) {
      const text = walk(jsonSchema(person, { whitespace: 'pretty' }), tokenizer, random, 25);
      expect(JSON.parse(text)).toBeTypeOf('object');
      expect(text).toMatch(/^\{\n {2}"name": "[^\n]*",\n/);
    }
  });

  it('takes schemas of zod', async () => {
    const tokenizer = await jsonTokenizer();
    const schema = z.object({
      id: z.uuid(), mail: z.email(), at: z.iso.datetime(), count: z.int().min(1), kind: z.enum(['a', 'b']), scores: z.record(z.enum(['x', 'y']), z.number().min(0).max(1)),
      pair: z.tuple([z.string().max(3), z.boolean()]), note: z.string().max(5).optional(), mode: z.union([z.literal('on'), z.null()]), size: z.int().default(3),
    });
    const random = randomNumbers(8);
    for (let i = 0; i < 5; i++) {
      const text = walk(jsonSchema(schema), tokenizer, random, 25);
      expect([text, schema.safeParse(JSON.parse(text)).error]).toEqual([text, undefined]);
    }
    expect(() => jsonSchema(z.object({ at: z.date() }))).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID' }));
  });

  it.each<[unknown, string]>([
    [{ type: 'object', properties: { a: { type: 'integer', multipleOf: 2 } } }, 'schema.properties.a.multipleOf'],
    [{ not: { type: 'string' } }, 'schema.not'],
    [{ type: 'array', uniqueItems: true }, 'schema.uniqueItems'],
    [{ type: 'array', items: [{ type: 'string' }] }, 'schema.items'],
    [{ type: 'string', minLenght: 2 }, 'schema.minLenght'],
    [{ type: 'text' }, 'schema.type'],
    [{ type: 'string', format: 'colour' }, 'schema.format'],
    [{ type: 'string', pattern: '(a)\\1' }, 'schema.pattern'],
    [{ type: 'string', minLength: -1 }, 'schema.minLength'],
    [{ type: 'number', minimum: '3' }, 'schema.minimum'],
    [{ $ref: '#/$defs/none' }, 'schema.$ref'],
    [{ $ref: 'https://example.com/schema' }, 'schema.$ref'],
    [{ anyOf: {} }, 'schema.anyOf'],
    [{ enum: 3 }, 'schema.enum'],
    [{ enum: ['a'], minLength: 3 }, 'schema.minLength'],
    [{ properties: [] }, 'schema.properties'],
    [{ type: 'object', required: 'a' }, 'schema.required'],
    [{ allOf: [{ type: 'string', pattern: 'a' }, { pattern: 'b' }] }, 'schema.pattern'],
    [{ allOf: [{ properties: { a: true }, additionalProperties: false }, { properties: { b: true } }] }, 'schema.additionalProperties'],
    [{ allOf: [{ $ref: '#' }, { type: 'object' }] }, 'needs itself'],
    [[], 'schema'],
    [3, 'schema'],
  ])('refuses %j by path', (schema, path) => {
    expect(() => jsonSchema(schema as object)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining(path) as string }));
  });
});
