import { philox4x32, threefry2x32 } from '@figment/core/random';

import type { GoldenKind } from '../kind.ts';

/** Block ciphers on counters: rows of inputs `counter` and `key`, `PREFIX_counter` and `PREFIX_key`; outputs `output`, `PREFIX_output`. */
export const kind: GoldenKind = {
  name: 'random.counter',
  run(golden) {
    return Object.fromEntries(
      [...golden.expected.keys()].map((name) => {
        const prefix = name.slice(0, name.length - 'output'.length);
        const keys = golden.array(`${prefix}key`), counters = golden.array(`${prefix}counter`);
        const [rows, width] = counters.shape as [number, number];
        const cipher = cipherOf(width, golden.options.number('rounds', width === 2 ? 20 : 10));
        const words = Array.from({ length: rows }, (_, row) => {
          return [...cipher(Uint32Array.from(Array.from(keys.data).slice(2 * row, 2 * row + 2)), Uint32Array.from(Array.from(counters.data).slice(width * row, width * row + width)))];
        });
        return [name, { shape: counters.shape, dtype: 'uint32', data: words.flat() }];
      }),
    );
  },
};

function cipherOf(width: number, rounds: number): typeof threefry2x32 {
  if (width === 2 && rounds === 20) return threefry2x32;
  if (width === 4 && rounds === 10) return philox4x32;
  throw new Error(`no generator has counters of ${width} words and ${rounds} rounds`);
}
