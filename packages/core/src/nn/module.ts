import { tidy, type Variable, variable } from '@tensorflow/tfjs-core';

import { type Buffer, isVariable, type Parameter, type Tensor } from '../tensor.ts';

/** A variable that an optimiser moves. `make` runs in a tidy, so the initial value does not leak. */
export function parameter(make: () => Tensor): Parameter {
  return tidy(() => variable(make(), true));
}

/** A variable that is saved but not optimised. `make` runs in a tidy, so the initial value does not leak. */
export function buffer(make: () => Tensor): Buffer {
  return tidy(() => variable(make(), false));
}

/**
 * Owns parameters, buffers and other modules through its fields. The path of fields is the name in a checkpoint:
 * `decoder.blocks.3.attention.query.weight`.
 */
export abstract class Module {
  /** Depth first, in the order of the fields. */
  *namedParameters(): Generator<readonly [name: string, parameter: Parameter]> {
    for (const [name, variable] of walk(this, '')) if (variable.trainable) yield [name, variable];
  }

  /** Depth first, in the order of the fields. */
  *namedBuffers(): Generator<readonly [name: string, buffer: Buffer]> {
    for (const [name, variable] of walk(this, '')) if (!variable.trainable) yield [name, variable];
  }

  /** Frees all parameters and buffers. A second call does nothing. */
  dispose(): void {
    for (const [, variable] of walk(this, '')) if (!variable.isDisposed) variable.dispose();
  }
}

function* walk(value: unknown, path: string): Generator<readonly [string, Variable]> {
  if (isVariable(value)) yield [path, value];
  else if (value instanceof Module || Array.isArray(value) || isPlainRecord(value)) {
    for (const [field, child] of Object.entries(value)) yield* walk(child, path === '' ? field : `${path}.${field}`);
  }
}

function isPlainRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
