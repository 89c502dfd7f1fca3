export { matMul } from '@tensorflow/tfjs-core';
