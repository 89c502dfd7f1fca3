export { add, addN, div, divNoNan, floorDiv, mod, mul, neg, pow, reciprocal, squaredDifference, sub } from '@tensorflow/tfjs-core';
