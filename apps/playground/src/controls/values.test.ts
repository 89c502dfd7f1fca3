import { describe, expect, it } from 'vitest';

import type { Field } from '../workers/protocol/index.ts';
import { problemOf, valueAt, withValue } from './values.ts';

const field = (part: Partial<Field>): Field => ({
  path: ['a'], label: 'A', group: undefined, description: undefined, type: 'integer', choices: undefined, minimum: 1, maximum: 8, step: undefined, maxItems: undefined,
  default: 2, required: false, advanced: false, alternative: undefined, ...part,
});

describe('withValue', () => {
  it('changes one place and leaves the rest', () => {
    expect(withValue({ a: { b: 1, c: 2 } }, ['a', 'b'], 3)).toEqual({ a: { b: 3, c: 2 } });
  });

  it('takes a value away, and the record that becomes empty', () => {
    expect(withValue({ a: { b: 1 }, d: 4 }, ['a', 'b'], undefined)).toEqual({ d: 4 });
  });

  it('replaces a number by a record: one way to say something by another', () => {
    expect(withValue({ latent: 32 }, ['latent', 'channels'], 4)).toEqual({ latent: { channels: 4 } });
  });

  it('reads what it wrote', () => {
    expect(valueAt(withValue({}, ['x', 'y', 'z'], 'deep'), ['x', 'y', 'z'])).toBe('deep');
  });
});

describe('problemOf', () => {
  it('finds nothing wrong with the bounds themselves', () => {
    expect(problemOf(field({}), 1)).toBeUndefined();
    expect(problemOf(field({}), 8)).toBeUndefined();
  });

  it('names the range that was left, and fractions of whole numbers', () => {
    expect(problemOf(field({}), 9)).toEqual({ kind: 'range', minimum: 1, maximum: 8 });
    expect(problemOf(field({}), 1.5)).toEqual({ kind: 'integer' });
    expect(problemOf(field({ type: 'number' }), NaN)).toEqual({ kind: 'number' });
  });
});
