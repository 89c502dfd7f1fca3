import { engine, registerGradient } from '@tensorflow/tfjs-core';

import { arithmeticRules } from './rules/arithmetic.ts';
import { comparisonRules } from './rules/comparison.ts';
import { elementwiseRules } from './rules/elementwise.ts';
import { productRules } from './rules/products.ts';
import { reductionRules } from './rules/reductions.ts';
import { shapeRules } from './rules/shape.ts';

const taught = new WeakSet();

/**
 * Teaches tfjs the gradients of the kernels it runs. tfjs-core alone has none, and those of the union package are wrong
 * or missing for some (broadcasting products and maxima, all second derivatives that go through a saved output).
 */
export function registerGradients(): void {
  if (taught.has(engine())) return;
  taught.add(engine());
  for (const rules of [arithmeticRules, comparisonRules, elementwiseRules, productRules, reductionRules, shapeRules]) {
    for (const rule of rules) registerGradient(rule);
  }
}
