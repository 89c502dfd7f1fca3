import { batchNorm, batchNormTraining, groupNorm, instanceNorm, layerNorm, rmsNorm, standardizeWeight } from '@figment/core/ops';

import { any, type BackendCase, type CheckedOp, floats, positive, type Row, rowsOf } from '../case.ts';

const rows = (name: string, run: CheckedOp['run'], ...cases: Row[]): BackendCase[] => rowsOf('normalization', { name, run }, cases);

/** Rows whose mean is far larger than what they vary by: E[x^2] - E[x]^2 would lose three digits more. */
const offset = floats([2, 4], [40.5, 41, 39.25, 40, -20, -20.75, -21.5, -19.25]);

export const normalizationCases: readonly BackendCase[] = [
  ...rows('layerNorm', ({ x, weight, bias }, options) => layerNorm(x!, { ...options, weight, bias }),
    ['', { x: any(2, 3, 5), weight: any(5), bias: any(5) }],
    ['without weight', { x: any(3, 4) }],
    ['weight only', { x: any(3, 4), weight: any(4) }],
    ['two axes, epsilon 1e-3', { x: any(3, 2, 3), weight: any(2, 3), bias: any(2, 3) }, { axes: 2, epsilon: 1e-3 }],
    ['one row', { x: any(6), weight: any(6), bias: any(6) }]),
  ...rowsOf('normalization', { name: 'layerNorm', run: ({ x }) => layerNorm(x!), differentiable: 'once' }, [['far from 0', { x: offset }]]),
  ...rows('rmsNorm', ({ x, weight }, options) => rmsNorm(x!, { ...options, weight }), ['', { x: any(2, 3, 5), weight: any(5) }], ['without weight', { x: any(3, 4) }, { epsilon: 1e-3 }]),
  ...rows('groupNorm', ({ x, weight, bias }, options) => groupNorm(x!, { ...options, weight, bias } as never),
    ['', { x: any(2, 3, 2, 4), weight: any(4), bias: any(4) }, { groups: 2 }],
    ['one group', { x: any(2, 3, 4), weight: any(4), bias: any(4) }, { groups: 1 }],
    ['without weight', { x: any(1, 2, 2, 6) }, { groups: 3, epsilon: 1e-3 }]),
  ...rows('instanceNorm', ({ x, weight, bias }, options) => instanceNorm(x!, { ...options, weight, bias }), ['', { x: any(2, 3, 2, 2), weight: any(2), bias: any(2) }]),
  ...rows('batchNorm', ({ x, mean, variance, weight, bias }, options) => batchNorm(x!, { ...options, mean: mean!, variance: variance!, weight, bias }), ['', { x: any(2, 2, 3), mean: any(3), variance: positive(3), weight: any(3), bias: any(3) }]),
  ...rows('batchNormTraining', ({ x, weight, bias }, options) => batchNormTraining(x!, { ...options, weight, bias }).output, ['', { x: any(3, 2, 2), weight: any(2), bias: any(2) }], ['without weight', { x: any(5, 3) }, { epsilon: 1e-3 }]),
  ...rows('standardizeWeight', ({ weight }, options) => standardizeWeight(weight!, options), ['', { weight: any(3, 2, 2, 3) }]),
];
