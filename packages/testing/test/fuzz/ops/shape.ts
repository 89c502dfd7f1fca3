import { broadcastTo, concat, gather, mul, pad, reshape, reverse, slice, split, stack, tensor, tile, transpose, unstack } from '@figment/core/ops';
import * as fc from 'fast-check';

import type { FuzzOp } from '../fuzz-op.ts';
import { at, build } from '../nd.ts';
import { length, seed, shape, some, withShape } from '../shapes.ts';

const axisOf = (drawn: readonly number[]): fc.Arbitrary<number> => fc.nat({ max: drawn.length - 1 });
const each = <T>(drawn: readonly number[], f: (axis: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.tuple(...drawn.map((_, axis) => f(axis)));

export const shapeOps: readonly FuzzOp[] = [
  {
    name: 'transpose',
    instances: fc.record({ drawn: withShape(shape(), (x) => fc.shuffledSubarray([...x.keys()], { minLength: x.length })), seed }).map(({ drawn: [x, order], ...rest }) => ({ shapes: { x }, options: { order }, ...rest })),
    run: ({ x }, { order }) => transpose(x!, order as number[]),
    reference: ({ x }, { order }) => build((order as number[]).map((axis) => x!.shape[axis]!), (i) => at(x!, x!.shape.map((_, axis) => i[(order as number[]).indexOf(axis)]!))),
  },
  {
    name: 'reshape to one axis and back',
    instances: fc.record({ shapes: fc.record({ x: shape() }), options: fc.constant({}), seed }),
    run: ({ x }) => reshape(mul(reshape(x!, [x!.size]), 3), x!.shape),
    reference: ({ x }) => build(x!.shape, (i) => 3 * at(x!, i)),
  },
  {
    name: 'slice',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1 }), (x) => each(x, (axis) => fc.tuple(fc.nat({ max: x[axis]! }), fc.nat({ max: x[axis]! })))), seed })
      .map(({ drawn: [x, ends], ...rest }) => ({ shapes: { x }, options: { begin: ends.map(([a, b]) => Math.min(a, b)), size: ends.map(([a, b]) => Math.abs(a - b)) }, ...rest })),
    run: ({ x }, { begin, size }) => slice(x!, begin as number[], size as number[]),
    reference: ({ x }, { begin, size }) => build(size as number[], (i) => at(x!, i.map((place, axis) => (x!.shape[axis] === 1 ? 0 : place + (begin as number[])[axis]!)))),
  },
  {
    name: 'pad',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, maxRank: 5 }).filter((x) => x.reduce((a, b) => a * (b + 1), 1) < 200), (x) => each(x, () => fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 })))), seed })
      .map(({ drawn: [x, paddings], ...rest }) => ({ shapes: { x }, options: { paddings }, ...rest })),
    run: ({ x }, { paddings }) => pad(x!, paddings as [number, number][], 0.5),
    reference: ({ x }, { paddings }) => {
      const sides = paddings as [number, number][];
      return build(x!.shape.map((n, axis) => n + sides[axis]![0] + sides[axis]![1]), (i) => {
        const source = i.map((place, axis) => place - sides[axis]![0]);
        return source.every((place, axis) => place >= 0 && place < x!.shape[axis]!) ? at(x!, source) : 0.5;
      });
    },
  },
  {
    name: 'tile',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1 }).filter((x) => x.reduce((a, b) => a * b, 1) < 30), (x) => each(x, () => fc.integer({ min: 1, max: 3 }))), seed })
      .map(({ drawn: [x, repeats], ...rest }) => ({ shapes: { x }, options: { repeats }, ...rest })),
    run: ({ x }, { repeats }) => tile(x!, repeats as number[]),
    reference: ({ x }, { repeats }) => build(x!.shape.map((n, axis) => n * (repeats as number[])[axis]!), (i) => at(x!, i.map((place, axis) => place % x!.shape[axis]!))),
  },
  {
    name: 'reverse',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1 }), (x) => fc.subarray([...x.keys()], { minLength: 1 })), seed }).map(({ drawn: [x, axis], ...rest }) => ({ shapes: { x }, options: { axis }, ...rest })),
    run: ({ x }, { axis }) => reverse(x!, axis as number[]),
    reference: ({ x }, { axis }) => build(x!.shape, (i) => at(x!, i.map((place, at_) => ((axis as number[]).includes(at_) ? x!.shape[at_]! - 1 - place : place)))),
  },
  {
    name: 'concat of three, one twice as large',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1 }), (x) => fc.tuple(axisOf(x), length, length)), seed }).map(({ drawn: [x, [axis, b, c]], ...rest }) => {
      const resized = (n: number): number[] => x.map((old, i) => (i === axis ? n : old));
      return { shapes: { a: x, b: resized(b), c: resized(c) }, options: { axis }, ...rest };
    }),
    run: ({ a, b, c }, { axis }) => concat([a!, mul(b!, 2), c!], axis as number),
    reference: ({ a, b, c }, { axis }) => {
      const along = axis as number;
      const parts = [a!, b!, c!];
      return build(a!.shape.map((n, i) => (i === along ? parts.reduce((sum, part) => sum + part.shape[along]!, 0) : n)), (i) => {
        let place = i[along]!;
        for (const [p, part] of parts.entries()) {
          if (place < part.shape[along]!) return (p === 1 ? 2 : 1) * at(part, i.map((old, n) => (n === along ? place : old)));
          place -= part.shape[along]!;
        }
        return NaN;
      });
    },
  },
  {
    name: 'split and concat, the parts weighed',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, lengths: some }), (x) => axisOf(x).chain((axis) => fc.tuple(fc.constant(axis), fc.nat({ max: x[axis]! })))), seed })
      .map(({ drawn: [x, [axis, first]], ...rest }) => ({ shapes: { x }, options: { axis, sizes: [first, x[axis]! - first] }, ...rest })),
    run: ({ x }, { axis, sizes }) => concat(split(x!, sizes as number[], axis as number).map((part, i) => mul(part, i + 1)), axis as number),
    reference: ({ x }, { axis, sizes }) => build(x!.shape, (i) => (i[axis as number]! < (sizes as number[])[0]! ? 1 : 2) * at(x!, i)),
  },
  {
    name: 'unstack and stack, the parts weighed',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, lengths: some }), axisOf), seed }).map(({ drawn: [x, axis], ...rest }) => ({ shapes: { x }, options: { axis }, ...rest })),
    run: ({ x }, { axis }) => stack(unstack(x!, axis as number).map((part, i) => mul(part, i + 1)), axis as number),
    reference: ({ x }, { axis }) => build(x!.shape, (i) => (i[axis as number]! + 1) * at(x!, i)),
  },
  {
    name: 'gather',
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, lengths: some }), (x) => axisOf(x).chain((axis) => fc.tuple(fc.constant(axis), fc.array(fc.nat({ max: x[axis]! - 1 }), { minLength: 1, maxLength: 4 })))), seed })
      .map(({ drawn: [x, [axis, indices]], ...rest }) => ({ shapes: { x }, options: { axis, indices }, ...rest })),
    run: ({ x }, { axis, indices }) => gather(x!, tensor(indices as number[], [(indices as number[]).length], 'int32'), axis as number),
    reference: ({ x }, { axis, indices }) => build(x!.shape.map((n, i) => (i === axis ? (indices as number[]).length : n)), (i) => at(x!, i.map((place, n) => (n === axis ? (indices as number[])[place]! : place)))),
  },
  {
    name: 'broadcastTo',
    instances: fc.record({ drawn: withShape(shape({ maxRank: 4 }), (x) => fc.tuple(shape({ maxRank: 1 }), each(x, () => some))), seed })
      .map(({ drawn: [x, [lead, lengths]], ...rest }) => ({ shapes: { x }, options: { to: [...lead, ...x.map((n, i) => (n === 1 ? lengths[i]! : n))] }, ...rest })),
    run: ({ x }, { to }) => broadcastTo(x!, to as number[]),
    reference: ({ x }, { to }) => build(to as number[], (i) => at(x!, i)),
  },
];
