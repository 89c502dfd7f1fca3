import {
  All,
  Any,
  ArgMax,
  ArgMin,
  Equal,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  NotEqual,
  OneHot,
  OnesLike,
  ZerosLike,
} from '@tensorflow/tfjs-core';

import { constant, type Rule } from './rule.ts';

/** What answers a question has no gradient: masks stay constants in derivatives of any order. */
export const comparisonRules: readonly Rule[] = [
  ...[Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr].map((kernel) => constant(kernel, 'a', 'b')),
  ...[LogicalNot, All, Any, ArgMax, ArgMin, OnesLike, ZerosLike].map((kernel) => constant(kernel, 'x')),
  constant(OneHot, 'indices'),
];
