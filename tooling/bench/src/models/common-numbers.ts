import { tidy, upload } from '@figment/core/ops';
import type { Module } from '@figment/core/nn';
import type { HostArray } from '@figment/core';

/**
 * Numbers that are easily made alike in any language, so that contenders begin with the same weights and data: the finaliser of
 * MurmurHash3 (Appleby 2011) over `series` and place. `common_numbers.py` is its twin.
 */
export function commonBits(series: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => {
    let x = (i + Math.imul(series + 1, 0x9e3779b9)) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  });
}

/** Uniform in [-1, 1). */
export function commonNumbers(series: number, count: number): Float32Array {
  return Float32Array.from(commonBits(series, count), (bits) => (bits >>> 8) / 2 ** 23 - 1);
}

/** Uniform in [0, 1), as pictures. */
export function commonPictures(series: number, shape: readonly number[]): HostArray<Float32Array> {
  const count = shape.reduce((product, length) => product * length, 1);
  return { data: Float32Array.from(commonBits(series, count), (bits) => (bits >>> 8) / 2 ** 24), shape };
}

/** Whole numbers from 0 to below - 1. */
export function commonIds(series: number, shape: readonly number[], below: number): HostArray<Int32Array> {
  const count = shape.reduce((product, length) => product * length, 1);
  return { data: Int32Array.from(commonBits(series, count), (bits) => bits % below), shape };
}

/** The first value of a parameter whose place is `series` among those with more than one axis: uniform within 1 / sqrt(fan in). */
export function commonWeight(series: number, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, length) => product * length, 1);
  const bound = Math.sqrt((shape.at(-1) ?? 1) / count);
  return commonNumbers(series, count).map((x) => bound * x);
}

/** Gives a module the weights that its twins in other languages have; biases are 0, and the gains of norms stay 1. */
export function setCommonWeights(module: Module): void {
  let series = 0;
  for (const [name, parameter] of module.namedParameters()) {
    const { shape } = parameter;
    if (shape.length === 1 && !name.endsWith('bias')) continue;
    const data = shape.length === 1 ? new Float32Array(parameter.size) : commonWeight(series++, shape);
    tidy(() => { parameter.assign(upload({ data, shape })); });
  }
}

/** How many numbers training moves. */
export function parameterCount(module: Module): number {
  return [...module.namedParameters()].reduce((sum, [, { size }]) => sum + size, 0);
}
