export { abs, atan, ceil, cos, erf, exp, expm1, floor, log, log1p, round, rsqrt, sigmoid, sign, sin, sqrt, square, tan, tanh } from '@tensorflow/tfjs-core';
