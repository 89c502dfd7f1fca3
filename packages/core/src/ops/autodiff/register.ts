import { getGradient, registerGradient } from '@tensorflow/tfjs-core';

import { arithmeticRules } from './rules/arithmetic.ts';
import { comparisonRules } from './rules/comparison.ts';
import { elementwiseRules } from './rules/elementwise.ts';
import { productRules } from './rules/products.ts';
import { reductionRules } from './rules/reductions.ts';
import { shapeRules } from './rules/shape.ts';

const families = [arithmeticRules, comparisonRules, elementwiseRules, productRules, reductionRules, shapeRules];

/**
 * Teaches tfjs the gradients of the kernels it runs. tfjs-core alone has none, and those of the union package are wrong
 * or missing for some (broadcasting products and maxima, all second derivatives that go through a saved output).
 * Asked before each gradient: a program may load the union package at any time, and it overwrites what was there.
 */
export function registerGradients(): void {
  for (const rules of families) {
    for (const rule of rules) if (getGradient(rule.kernelName) !== rule) registerGradient(rule);
  }
}
