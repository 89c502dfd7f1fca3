import { getGradient, Maximum, registerGradient } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { registerGradients } from './register.ts';

it('takes its gradients back from a package that overwrote them', () => {
  registerGradients();
  const own = getGradient(Maximum);
  registerGradient({ kernelName: Maximum, gradFunc: () => ({}) });
  expect(getGradient(Maximum)).not.toBe(own);
  registerGradients();
  expect(getGradient(Maximum)).toBe(own);
});
