import { attention, averagePool2d, conv2d, depthwiseConv2d, groupNorm, linear, matMul, maxPool2d } from '@figment/core/ops';
import * as fc from 'fast-check';

import type { FuzzOp } from '../fuzz-op.ts';
import { at, broadcast, build, total } from '../nd.ts';
import { length, seed, some } from '../shapes.ts';

const small = fc.integer({ min: 1, max: 3 });

/** A picture and a window that fits it. */
const windows = fc.record({ batch: fc.integer({ min: 1, max: 2 }), height: some, width: some, rows: small, columns: small, stride: fc.tuple(small, small), padding: fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2 })), dilation: fc.integer({ min: 1, max: 2 }) })
  .filter(({ height, width, rows, columns, padding, dilation }) => height + padding[0] + padding[1] > dilation * (rows - 1) && width + padding[2] + padding[3] > dilation * (columns - 1));

type Four = readonly [number, number, number, number];

/** How many places a window has. */
function placesOf([, height, width]: readonly number[], [rows, columns]: readonly number[], { stride, padding, dilation }: { stride: [number, number]; padding: Four; dilation: number }): [number, number] {
  const count = (size: number, before: number, after: number, window: number, step: number): number => Math.floor((size + before + after - dilation * (window - 1) - 1) / step) + 1;
  return [count(height!, padding[0], padding[1], rows!, stride[0]), count(width!, padding[2], padding[3], columns!, stride[1])];
}

/** Where tap (i, j) of the window at (h, w) looks; undefined in the padding. */
function seen(x: readonly number[], h: number, w: number, i: number, j: number, { stride, padding, dilation }: { stride: [number, number]; padding: Four; dilation: number }): readonly [number, number] | undefined {
  const [row, column] = [h * stride[0] + i * dilation - padding[0], w * stride[1] + j * dilation - padding[2]];
  return row >= 0 && row < x[1]! && column >= 0 && column < x[2]! ? [row, column] : undefined;
}

interface Geometry {
  readonly stride: [number, number];
  readonly padding: Four;
  readonly dilation: number;
}

export const productOps: readonly FuzzOp[] = [
  {
    name: 'matMul',
    instances: fc.record({ lead: fc.array(fc.tuple(small, fc.constantFrom('both', 'a', 'b')), { maxLength: 2 }), n: length, k: length, m: length, transposeA: fc.boolean(), transposeB: fc.boolean(), seed }).map(({ lead, n, k, m, transposeA, transposeB, ...rest }) => ({
      shapes: { a: [...lead.map(([size, of]) => (of === 'b' ? 1 : size)), ...(transposeA ? [k, n] : [n, k])], b: [...lead.map(([size, of]) => (of === 'a' ? 1 : size)), ...(transposeB ? [m, k] : [k, m])] },
      options: { transposeA, transposeB }, ...rest,
    })),
    run: ({ a, b }, { transposeA, transposeB }) => matMul(a!, b!, transposeA as boolean, transposeB as boolean),
    reference: ({ a, b }, { transposeA, transposeB }) => {
      const [n, k] = a!.shape.slice(-2).map((_, i, both) => both[transposeA === true ? 1 - i : i]!) as [number, number];
      const m = b!.shape.at(transposeB === true ? -2 : -1)!;
      return build([...broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2)), n, m], (i) => {
        const [lead, [row, column]] = [i.slice(0, -2), i.slice(-2) as [number, number]];
        return total([k], ([inner]) => at(a!, [...lead, ...(transposeA === true ? [inner!, row] : [row, inner!])]) * at(b!, [...lead, ...(transposeB === true ? [column, inner!] : [inner!, column])]));
      });
    },
  },
  {
    name: 'linear',
    instances: fc.record({ rows: length, inner: some, out: some, seed }).map(({ rows, inner, out, ...rest }) => ({ shapes: { x: [rows, inner], weight: [inner, out], bias: [out] }, options: {}, ...rest })),
    run: ({ x, weight, bias }) => linear(x!, weight!, bias),
    reference: ({ x, weight, bias }) => build([x!.shape[0]!, weight!.shape[1]!], ([n, o]) => total([x!.shape[1]!], ([i]) => at(x!, [n!, i!]) * at(weight!, [i!, o!])) + at(bias!, [o!])),
  },
  {
    name: 'conv2d',
    instances: fc.record({ window: windows, groups: fc.integer({ min: 1, max: 2 }), inOf: fc.integer({ min: 1, max: 2 }), outOf: fc.integer({ min: 1, max: 2 }), seed })
      .map(({ window: { batch, height, width, rows, columns, ...geometry }, groups, inOf, outOf, ...rest }) => ({ shapes: { x: [batch, height, width, inOf * groups], kernel: [rows, columns, inOf, outOf * groups], bias: [outOf * groups] }, options: { ...geometry, groups }, ...rest })),
    run: ({ x, kernel, bias }, options) => conv2d(x!, kernel!, { ...options, bias }),
    reference: ({ x, kernel, bias }, options) => {
      const [rows, columns, inOf, out] = kernel!.shape as Four;
      return build([x!.shape[0]!, ...placesOf(x!.shape, kernel!.shape, options as Geometry), out], ([b, h, w, o]) => {
        const group = Math.floor(o! / (out / (options['groups'] as number)));
        return at(bias!, [o!]) + total([rows, columns, inOf], ([i, j, c]) => {
          const place = seen(x!.shape, h!, w!, i!, j!, options as Geometry);
          return place === undefined ? 0 : at(x!, [b!, ...place, group * inOf + c!]) * at(kernel!, [i!, j!, c!, o!]);
        });
      });
    },
  },
  {
    name: 'depthwiseConv2d',
    instances: fc.record({ window: windows, channels: fc.integer({ min: 1, max: 3 }), multiplier: fc.integer({ min: 1, max: 2 }), seed })
      .map(({ window: { batch, height, width, rows, columns, ...geometry }, channels, multiplier, ...rest }) => ({ shapes: { x: [batch, height, width, channels], kernel: [rows, columns, channels, multiplier] }, options: geometry, ...rest })),
    run: ({ x, kernel }, options) => depthwiseConv2d(x!, kernel!, options),
    reference: ({ x, kernel }, options) => {
      const [rows, columns, channels, multiplier] = kernel!.shape as Four;
      return build([x!.shape[0]!, ...placesOf(x!.shape, kernel!.shape, options as Geometry), channels * multiplier], ([b, h, w, o]) => total([rows, columns], ([i, j]) => {
        const place = seen(x!.shape, h!, w!, i!, j!, options as Geometry);
        return place === undefined ? 0 : at(x!, [b!, ...place, Math.floor(o! / multiplier)]) * at(kernel!, [i!, j!, Math.floor(o! / multiplier), o! % multiplier]);
      }));
    },
  },
  ...(['maxPool2d', 'averagePool2d'] as const).map((name): FuzzOp => ({
    name,
    instances: fc.record({ window: windows, channels: fc.integer({ min: 1, max: 2 }), seed }).map(({ window: { batch, height, width, rows, columns, stride, padding, dilation }, channels, ...rest }) => {
      // At most half the window may lie in the padding, or a window would see nothing.
      const sides = padding.map((side, i) => Math.min(side, Math.floor((i < 2 ? rows : columns) / 2)));
      const spread = name === 'maxPool2d' && (rows - 1) * dilation < height && (columns - 1) * dilation < width ? dilation : 1;
      const fits = [Math.min(rows, height), Math.min(columns, width)];
      const within = sides.map((side, i) => Math.min(side, Math.floor(fits[i < 2 ? 0 : 1]! / 2)));
      return { shapes: { x: [batch, height, width, channels] }, options: { size: fits, stride, padding: within, dilation: spread }, ...rest };
    }),
    run: ({ x }, { dilation, ...options }) => (name === 'maxPool2d' ? maxPool2d(x!, { ...options, dilation: dilation as number } as never) : averagePool2d(x!, options as never)),
    reference: ({ x }, options) => {
      const size = options['size'] as [number, number];
      return build([x!.shape[0]!, ...placesOf(x!.shape, size, options as Geometry), x!.shape[3]!], ([b, h, w, c]) => {
        const values = [...build(size, ([i, j]) => {
          const place = seen(x!.shape, h!, w!, i!, j!, options as Geometry);
          return place === undefined ? (name === 'maxPool2d' ? -Infinity : 0) : at(x!, [b!, ...place, c!]);
        }).data];
        return name === 'maxPool2d' ? Math.max(...values) : values.reduce((p, q) => p + q, 0) / values.length;
      });
    },
  })),
  {
    name: 'groupNorm',
    instances: fc.record({ batch: fc.integer({ min: 1, max: 2 }), space: fc.array(small, { maxLength: 2 }), groups: fc.integer({ min: 1, max: 3 }), of: fc.integer({ min: 1, max: 3 }), seed })
      .map(({ batch, space, groups, of, ...rest }) => ({ shapes: { x: [batch, ...space, groups * of], weight: [groups * of], bias: [groups * of] }, options: { groups }, ...rest })),
    run: ({ x, weight, bias }, { groups }) => groupNorm(x!, { groups: groups as number, weight, bias, epsilon: 0.1 }),
    reference: ({ x, weight, bias }, { groups }) => {
      const of = x!.shape.at(-1)! / (groups as number);
      const space = x!.shape.slice(1, -1);
      return build(x!.shape, (i) => {
        const first = Math.floor(i.at(-1)! / of) * of;
        const values = build([...space, of], (inner) => at(x!, [i[0]!, ...inner.slice(0, -1), first + inner.at(-1)!])).data;
        const centre = values.reduce((p, q) => p + q, 0) / values.length;
        const variance = values.reduce((p, q) => p + (q - centre) ** 2, 0) / values.length;
        return ((at(x!, i) - centre) / Math.sqrt(variance + 0.1)) * at(weight!, [i.at(-1)!]) + at(bias!, [i.at(-1)!]);
      });
    },
  },
  {
    name: 'attention',
    instances: fc.record({ batch: fc.integer({ min: 1, max: 2 }), keyHeads: fc.integer({ min: 1, max: 2 }), share: fc.integer({ min: 1, max: 2 }), queries: some, keys: some, width: small, valueWidth: small, causal: fc.boolean(), seed })
      .map(({ batch, keyHeads, share, queries, keys, width, valueWidth, causal, ...rest }) => ({ shapes: { q: [batch, keyHeads * share, queries, width], k: [batch, keyHeads, keys, width], v: [batch, keyHeads, keys, valueWidth] }, options: { causal, scale: 0.7 }, ...rest })),
    run: ({ q, k, v }, options) => attention(q!, k!, v!, options),
    reference: ({ q, k, v }, { causal, scale }) => {
      const [batch, heads, queries, width] = q!.shape as Four;
      const [, keyHeads, keys, valueWidth] = v!.shape as Four;
      return build([batch, heads, queries, valueWidth], ([b, h, t, e]) => {
        const head = Math.floor(h! / (heads / keyHeads));
        const scores = Array.from({ length: keys }, (_, s) => (causal === true && s > t! ? -Infinity : (scale as number) * total([width], ([d]) => at(q!, [b!, h!, t!, d!]) * at(k!, [b!, head, s, d!]))));
        const sum = scores.reduce((p, score) => p + Math.exp(score), 0);
        return scores.reduce((p, score, s) => p + (Math.exp(score) / sum) * at(v!, [b!, head, s, e!]), 0);
      });
    },
  },
];
