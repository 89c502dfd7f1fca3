import { cast, elu, geglu, gelu, leakyRelu, logSoftmax, logSumExp, mish, quickGelu, relu, selu, sigmoid, silu, softmax, softplus, swiglu, tanh } from '@figment/core/ops';

import type { OpChecks } from './check.ts';

export const activations: OpChecks = {
  relu: (inputs) => relu(inputs.get('x')),
  sigmoid: (inputs) => sigmoid(inputs.get('x')),
  tanh: (inputs) => tanh(inputs.get('x')),
  selu: (inputs) => selu(inputs.get('x')),
  silu: (inputs) => silu(inputs.get('x')),
  mish: (inputs) => mish(inputs.get('x')),
  quick_gelu: (inputs) => quickGelu(inputs.get('x')),
  softplus: (inputs) => softplus(inputs.get('x')),
  elu: (inputs, options) => elu(inputs.get('x'), { alpha: options.number('alpha', 1) }),
  leaky_relu: (inputs, options) => leakyRelu(inputs.get('x'), { slope: options.number(['slope', 'negative_slope'], 0.01) }),
  gelu: (inputs, options) => {
    const approximate = options.string('approximate', 'none');
    if (approximate !== 'none' && approximate !== 'tanh') throw new Error(`gelu has no approximation ${approximate}`);
    return gelu(inputs.get('x'), { approximate });
  },
  geglu: (inputs) => geglu(inputs.get('x')),
  swiglu: (inputs) => swiglu(inputs.get('gate'), inputs.get('up')),
  softmax: (inputs, options) => softmax(inputs.get('x'), { axis: options.number(['axis', 'dim'], -1) }),
  softmax_mask: (inputs, options) => softmax(inputs.get('x'), { axis: options.number(['axis', 'dim'], -1), mask: cast(inputs.get('mask'), 'bool') }),
  log_softmax: (inputs, options) => logSoftmax(inputs.get('x'), { axis: options.number(['axis', 'dim'], -1) }),
  logsumexp: (inputs, options) => logSumExp(inputs.get('x'), options.number(['axis', 'dim'], -1), options.boolean(['keepdim', 'keepdims'], false)),
};
