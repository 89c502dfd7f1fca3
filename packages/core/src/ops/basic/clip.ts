export { clipByValue as clip, maximum, minimum } from '@tensorflow/tfjs-core';
