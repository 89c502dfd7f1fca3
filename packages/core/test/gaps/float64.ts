import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type * as tf from '@tensorflow/tfjs-core';

const require = createRequire(import.meta.url);

/** tfjs as a namespace, for what runs on two copies of it. */
export type Tf = typeof tf;

/**
 * A second copy of tfjs with its cpu backend, in double precision: the files are the same, but what they call
 * `Float32Array` is a Float64Array, and their engine is not the global one. Its forward kernels are the oracle of the
 * table of gaps, and their finite differences that of the gradients.
 */
export function loadFloat64(): Tf {
  const core = load('@tensorflow/tfjs-core', {});
  load('@tensorflow/tfjs-backend-cpu', { '@tensorflow/tfjs-core': core });
  const copy = core as Tf;
  Object.assign(copy.findBackend('cpu'), { firstUse: false });
  return copy;
}

function load(name: string, replaced: Readonly<Record<string, unknown>>): unknown {
  const path = require.resolve(name);
  const module: { exports: unknown } = { exports: {} };
  const scope = { exports: module.exports, module, require: (id: string): unknown => replaced[id] ?? createRequire(path)(id), __dirname: dirname(path), __filename: path, Float32Array: Float64Array, global: {}, globalThis: {}, window: undefined, self: undefined };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the point is to give the file other globals
  new Function(...Object.keys(scope), readFileSync(path, 'utf8'))(...Object.values(scope));
  return module.exports;
}
