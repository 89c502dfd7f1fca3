import type { BackendCase } from '../case.ts';
import { activationCases } from './activations.ts';
import { arithmeticCases } from './arithmetic.ts';
import { attentionCases } from './attention.ts';
import { elementwiseCases } from './elementwise.ts';
import { fusedKernelCases } from './fused-kernels.ts';
import { imageCases } from './images.ts';
import { integerCases } from './integers.ts';
import { lossCases } from './losses.ts';
import { normalizationCases } from './normalization.ts';
import { productCases } from './products.ts';
import { reductionCases } from './reductions.ts';
import { shapeCases } from './shape.ts';
import { tfjsKernelCases } from './tfjs-kernels.ts';

/** What every backend is checked with: what core's ops and models stand on, the fused kernels, and what plain tfjs programs call. */
export const backendCases: readonly BackendCase[] = [
  ...elementwiseCases, ...arithmeticCases, ...reductionCases, ...shapeCases, ...integerCases, ...productCases, ...activationCases, ...normalizationCases, ...attentionCases, ...lossCases,
  ...imageCases, ...fusedKernelCases, ...tfjsKernelCases,
];
