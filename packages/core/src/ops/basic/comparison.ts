import { where as tfWhere } from '@tensorflow/tfjs-core';

import { isTensor, type Shape, type Tensor } from '../../tensor.ts';
import { broadcastShape } from '../broadcast.ts';
import { broadcastTo } from './shape.ts';

export {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isInf,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
} from '@tensorflow/tfjs-core';

/** a where the condition holds, else b; they broadcast. */
export const where = ((condition: Tensor, a: Tensor, b: Tensor) => {
  const isEmpty = [condition, a, b].some((x) => isTensor(x) && x.size === 0);
  if (!isEmpty) return tfWhere(condition, a, b);
  // tfjs keeps an axis of 1 where it is to have no elements.
  const shape = [condition, a, b].filter(isTensor).map((x): Shape | undefined => x.shape).reduce((p, q) => p && q && broadcastShape(p, q));
  if (shape === undefined) return tfWhere(condition, a, b);
  const whole = (x: Tensor): Tensor => (isTensor(x) ? broadcastTo(x, [...shape] as [number]) : x);
  return tfWhere(condition, whole(a), whole(b));
}) as typeof tfWhere;
