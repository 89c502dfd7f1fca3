import type { Parameter, Tensor } from '@figment/core';
import type { Module } from '@figment/core/nn';
import { tensor, tidy } from '@figment/core/ops';

/** Numbers in (-1, 1) without a pattern, the same everywhere. */
export function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233));
}

/** The same as a tensor. */
export function tensorOf(shape: readonly number[], seed: number): Tensor {
  return tensor(numbers(shape.reduce((a, b) => a * b, 1), seed), [...shape]);
}

/**
 * Gives a network weights that a program in another language can make too: the i-th parameter has the numbers of seed i, scaled so that
 * signals neither die nor explode.
 */
export function fillWithNumbers(module: Module): readonly (readonly [string, Parameter])[] {
  const parameters = [...module.namedParameters()];
  tidy(() => {
    for (const [seed, [name, parameter]] of parameters.entries()) {
      const { shape } = parameter;
      const scale = shape.length < 2 ? 0.1 : /mapping\.layers/.test(name) ? 100 : 1.7 / Math.sqrt(shape.slice(0, -1).reduce((a, b) => a * b, 1));
      const centre = /(norm\.weight|affine\.bias)$/.test(name) ? 1 : 0;
      parameter.assign(tensor(numbers(parameter.size, seed).map((x) => centre + scale * x), [...shape]));
    }
  });
  return parameters;
}
