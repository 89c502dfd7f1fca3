import { add, cast, concat, gather, mul, reshape, slice, sub, tensor, where } from '@figment/core/ops';
import type { DenoiserCondition } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

type Field = keyof DenoiserCondition;

/** A condition with each of its tensors changed. */
export function mapCondition(condition: DenoiserCondition, map: (tensor: Tensor, field: Field) => Tensor): DenoiserCondition {
  return Object.fromEntries(Object.entries(condition).flatMap(([field, value]) => (value === undefined ? [] : [[field, map(value as Tensor, field as Field)]])));
}

/** Two conditions of the same fields, one batch behind the other. */
export function joinConditions(a: DenoiserCondition, b: DenoiserCondition): DenoiserCondition {
  return mapCondition(a, (value, field) => concat([value, b[field]!], 0));
}

/** A condition of one example for `count` examples. */
export function repeatCondition(condition: DenoiserCondition, count: number): DenoiserCondition {
  return mapCondition(condition, (value) => (value.shape[0] === count ? value : gather(value, tensor(new Int32Array(count), [count], 'int32'))));
}

/** One example of a condition. */
export function exampleOf(condition: DenoiserCondition, index: number): DenoiserCondition {
  return mapCondition(condition, (value) => slice(value, [index, ...value.shape.slice(1).map(() => 0)], [1, ...value.shape.slice(1)]));
}

/** `a` where `chosen` (float32 [B]) is 1, `b`, of one example, where it is 0. */
export function chooseCondition(chosen: Tensor, a: DenoiserCondition, b: DenoiserCondition): DenoiserCondition {
  return mapCondition(a, (value, field) => {
    const here = reshape(chosen, [chosen.shape[0], ...value.shape.slice(1).map(() => 1)]);
    const other = b[field]!;
    if (value.dtype !== 'float32') return where(cast(here, 'bool'), value, other);
    return add(mul(value, here), mul(other, sub(1, here)));
  });
}
