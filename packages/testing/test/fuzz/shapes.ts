import * as fc from 'fast-check';

import { sizeOf } from './nd.ts';

/** More would be slow, and shows nothing that this does not. */
const most = 72;

/** 0 and 1 are where things go wrong. */
export const length: fc.Arbitrary<number> = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.constant(1) }, { weight: 8, arbitrary: fc.integer({ min: 1, max: 5 }) });
/** Where there has to be something. */
export const some: fc.Arbitrary<number> = fc.integer({ min: 1, max: 5 });
export const seed: fc.Arbitrary<number> = fc.nat({ max: 1000 });

/** Of rank 0 to 5. */
export function shape({ minRank = 0, maxRank = 5, lengths = length } = {}): fc.Arbitrary<number[]> {
  return fc.array(lengths, { minLength: minRank, maxLength: maxRank }).filter((drawn) => sizeOf(drawn) <= most);
}

/** Two shapes that broadcast: axes of 1, and leading axes left out. */
export const broadcasting: fc.Arbitrary<[a: number[], b: number[]]> = shape().chain((whole) => {
  const part = fc.tuple(fc.array(fc.boolean(), { minLength: whole.length, maxLength: whole.length }), fc.nat({ max: whole.length })).map(([stretched, dropped]) => {
    return whole.map((axis, i) => (stretched[i] === true ? 1 : axis)).slice(dropped);
  });
  // Where both are 1 the result is shorter than it was drawn; that is as good.
  return fc.oneof(fc.tuple(fc.constant(whole), part), fc.tuple(part, fc.constant(whole)), fc.tuple(part, part));
});

/** A shape with what is drawn for it. */
export function withShape<T>(shapes: fc.Arbitrary<number[]>, more: (drawn: number[]) => fc.Arbitrary<T>): fc.Arbitrary<[number[], T]> {
  return shapes.chain((drawn) => fc.tuple(fc.constant(drawn), more(drawn)));
}
