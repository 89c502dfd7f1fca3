export { clone, dispose, keep, memory, tidy } from '@tensorflow/tfjs-core';
