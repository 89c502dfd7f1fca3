export { all, any, argMax, argMin, max, mean, min, prod, sum } from '@tensorflow/tfjs-core';
