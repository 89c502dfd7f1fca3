import { binaryCrossEntropy, clipByGlobalNorm, concat, crossEntropy, globalNorm, huberLoss, klDivergence, l1Loss, logSoftmax, mseLoss, reshape, smoothL1Loss, softmax } from '@figment/core/ops';

import { any, apart, type BackendCase, type CheckedOp, constant, floats, ints, positive, type Row, rowsOf } from '../case.ts';

const rows = (name: string, run: CheckedOp['run'], ...cases: Row[]): BackendCase[] => rowsOf('losses', { name, run }, cases);

/** Less and more than every threshold below. */
const far = { prediction: floats([2, 3], [0.1, 1.9, -0.3, -2.2, 0.6, 3]), target: floats([2, 3], [0, 0.2, 0.1, 0.4, -0.2, 0]) };
const labels = ints([3], [1, -100, 0]);

export const lossCases: readonly BackendCase[] = [
  ...rows('mseLoss', ({ prediction, target }, options) => mseLoss(prediction!, target!, options), ['', { prediction: any(2, 3), target: any(2, 3) }], ['sum', { prediction: any(2, 3), target: any(2, 3) }, { reduction: 'sum' }]),
  ...rows('l1Loss', ({ prediction, target }, options) => l1Loss(prediction!, target!, options), ['', far]),
  ...rows('huberLoss', ({ prediction, target }, options) => huberLoss(prediction!, target!, options), ['', far, { delta: 0.4 }], ['none', far, { delta: 0.4, reduction: 'none' }]),
  ...rows('smoothL1Loss', ({ prediction, target }, options) => smoothL1Loss(prediction!, target!, options), ['', far, { beta: 0.5, reduction: 'sum' }]),
  ...rows('binaryCrossEntropy', ({ logits, targets, positiveWeight }, options) => binaryCrossEntropy(logits!, targets!, { ...options, positiveWeight }), ['', { logits: any(4), targets: constant(floats([4], [0, 1, 0.3, 1])) }], ['positive weight, far out', { logits: floats([4], [-50, -1, 2, 50]), targets: constant(floats([4], [1, 1, 0, 1])), positiveWeight: constant(positive(4)) }, { reduction: 'none' }]),
  ...rows('crossEntropy', ({ logits, targets, classWeight }, options) => crossEntropy(logits!, targets!, { ...options, classWeight }),
    ['', { logits: any(3, 4), targets: ints([3], [2, 0, 3]) }],
    ['none, 3 axes', { logits: any(2, 2, 3), targets: ints([2, 2], [2, 0, 1, 1]) }, { reduction: 'none' }],
    ['smoothed, weighted, one ignored', { logits: any(3, 2), targets: labels, classWeight: constant(floats([2], [1, 2])) }, { labelSmoothing: 0.2 }],
    ['sum, another ignored', { logits: any(3, 3), targets: ints([3], [1, 2, 2]) }, { reduction: 'sum', ignoreIndex: 2 }],
    ['all ignored', { logits: any(2, 3), targets: ints([2], [-100, -100]) }],
    ['large logits', { logits: floats([2, 3], [500, -500, 10, 1000, 1000, 999]), targets: ints([2], [1, 2]) }],
    ['of probabilities', { logits: any(2, 3), targets: constant(floats([2, 3], [0.2, 0.5, 0.3, 1, 0, 0])) }]),
  ...rows('klDivergence', ({ logits, targets }, options) => klDivergence(logSoftmax(logits!), softmax(targets!), options), ['', { logits: any(2, 3), targets: any(2, 3) }], ['mean', { logits: any(2, 3), targets: any(2, 3) }, { reduction: 'mean' }]),
  ...rows('globalNorm', (xs) => globalNorm(Object.values(xs)), ['', { a: any(2, 3), b: apart(4) }]),
  ...rows('clipByGlobalNorm', (xs, { maxNorm }) => concat(clipByGlobalNorm(Object.values(xs), maxNorm as number).clipped.map((x) => reshape(x, [-1])), 0), ['clipped', { a: any(2), b: any(3) }, { maxNorm: 0.5 }], ['short enough', { a: any(2), b: any(3) }, { maxNorm: 50 }]),
];
