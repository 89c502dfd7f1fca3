import { elu, geglu, gelu, leakyRelu, logSigmoid, logSoftmax, logSumExp, mish, quickGelu, relu, selu, silu, softmax, softplus, swiglu } from '@figment/core/ops';

import { any, apart, type BackendCase, bools, floats, type InputSpecs, type Options, rowsOf } from '../case.ts';

const far = { x: floats([8], [-40, -12, -4, -1e-3, 1e-3, 4, 12, 40]) };
const masked: InputSpecs = { x: any(2, 4), mask: bools([2, 4], [1, 0, 1, 1, 0, 0, 0, 0]) };

const rows = (family: string, name: string, run: Parameters<typeof rowsOf>[1]['run'], ...cases: (readonly [string, InputSpecs, Options?])[]): BackendCase[] => rowsOf(family, { name, run }, cases);

export const activationCases: readonly BackendCase[] = [
  ...rows('activations', 'relu', ({ x }) => relu(x!), ['', { x: apart(3, 5) }]),
  ...rows('activations', 'leakyRelu', ({ x }, options) => leakyRelu(x!, options), ['', { x: apart(3, 5) }], ['slope 0.2', { x: apart(3, 5) }, { slope: 0.2 }]),
  ...rows('activations', 'elu', ({ x }, options) => elu(x!, options), ['', { x: apart(3, 5) }], ['alpha 0.7', { x: apart(3, 5) }, { alpha: 0.7 }]),
  ...rows('activations', 'selu', ({ x }) => selu(x!), ['', { x: apart(3, 5) }]),
  ...rows('activations', 'softplus', ({ x }) => softplus(x!), ['', { x: any(3, 5) }], ['far out', far]),
  ...rows('activations', 'logSigmoid', ({ x }) => logSigmoid(x!), ['', { x: any(3, 5) }], ['far out', far]),
  ...rows('activations', 'mish', ({ x }) => mish(x!), ['', { x: any(3, 5) }]),
  ...rows('activations', 'silu', ({ x }) => silu(x!), ['', { x: any(3, 5) }], ['far out', far]),
  ...rows('activations', 'gelu', ({ x }, options) => gelu(x!, options), ['', { x: any(3, 5) }], ['far out', far], ['tanh', { x: any(3, 5) }, { approximate: 'tanh' }], ['tanh, far out', far, { approximate: 'tanh' }]),
  ...rows('activations', 'quickGelu', ({ x }) => quickGelu(x!), ['', { x: any(3, 5) }]),
  ...rows('activations', 'swiglu', ({ gate, up }) => swiglu(gate!, up!), ['', { gate: any(2, 5), up: any(2, 5) }]),
  ...rows('activations', 'geglu', ({ x }) => geglu(x!), ['', { x: any(2, 6) }]),
  ...rows('activations', 'softmax', ({ x, mask }, options) => softmax(x!, { ...options, mask }), ['', { x: any(3, 5) }], ['first axis', { x: any(3, 2, 2) }, { axis: 0 }], ['masked, a row wholly', masked], ['one class', { x: any(3, 1) }], ['far out', { x: floats([2, 3], [90, -90, 80, 1000, 1000, 999]) }]),
  ...rows('activations', 'logSoftmax', ({ x }, options) => logSoftmax(x!, options), ['', { x: any(3, 5) }], ['middle axis', { x: any(2, 3, 2) }, { axis: 1 }], ['far out', { x: floats([2, 3], [90, -90, 80, 1000, 1000, 999]) }]),
  ...rows('activations', 'logSumExp', ({ x }, { axis, keepDims }) => logSumExp(x!, axis as number | undefined, keepDims as boolean | undefined), ['', { x: any(3, 5) }], ['first axis, kept', { x: any(3, 5) }, { axis: 0, keepDims: true }], ['far out', { x: floats([2, 3], [90, -90, 80, 1000, 1000, 999]) }]),
];
