import type { Rows } from '../abi/signature.ts';

/** Activations, norms and losses that torch computes in one pass. */
export const fusedRows = {
  gelu: 'aten::gelu Ts T',
  /** dy, x, approximation */
  geluBackward: 'aten::gelu_backward TTs T',
  silu: 'aten::silu T T',
  siluBackward: 'aten::silu_backward TT T',

  /** shape of the normalised axes, weight, bias, epsilon -> value, mean, 1 / standard deviation */
  layerNorm: 'aten::native_layer_norm TIttf TTT',
  /** dy, x, shape, mean, 1 / standard deviation, weight, bias, which gradients */
  layerNormBackward: 'aten::native_layer_norm_backward TTITTttB TTT',
  /** weight, bias, running mean and variance (both written), training, their share of the batch, epsilon -> value, mean, 1 / standard deviation */
  batchNorm: 'aten::native_batch_norm Tttttbff TTT',
  /** dy, x, weight, running mean and variance, mean, 1 / standard deviation, training, epsilon, which gradients */
  batchNormBackward: 'aten::native_batch_norm_backward TTtttttbfB TTT',
  /** weight, bias, batch, channels, places, groups, epsilon -> value, mean, 1 / standard deviation */
  groupNorm: 'aten::native_group_norm Tttiiiif TTT',
  /** dy, x, mean, 1 / standard deviation, weight, batch, channels, places, groups, which gradients */
  groupNormBackward: 'aten::native_group_norm_backward TTTTtiiiiB TTT',
  /** The 2-norm: axes (none given: all), whether they stay with length 1. */
  norm: 'aten::linalg_norm T0Jb0 T',

  /** targets, weight of each class, reduction (0: none), ignored target -> losses, sum of the weights */
  negativeLogLikelihood: 'aten::nll_loss_forward TTtii TT',
  /** dy, input, targets, weight of each class, reduction, ignored target, sum of the weights */
  negativeLogLikelihoodBackward: 'aten::nll_loss_backward TTTtiiT T',
  /** dy, log-softmax, axis, type of the input */
  logSoftmaxBackward: 'aten::_log_softmax_backward_data TTid T',
  /** dy, softmax, axis, type of the input */
  softmaxBackward: 'aten::_softmax_backward_data TTid T',
  /** axes, whether they stay with length 1 */
  logSumExp: 'aten::logsumexp TIb T',

  /** q, k, v, dropout, causal, mask, scale -> value, ln sum exp. CPU only. */
  flashAttention: 'aten::_scaled_dot_product_flash_attention_for_cpu TTTfbtg TT',
  /** dy, q, k, v, value, ln sum exp, dropout, causal, mask, scale */
  flashAttentionBackward: 'aten::_scaled_dot_product_flash_attention_for_cpu_backward TTTTTTfbtg TTT',
  /** q, k, v, mask, whether ln sum exp is wanted, dropout, causal, scale -> value, ln sum exp, state of the dropout. CUDA only. */
  efficientAttention: 'aten::_scaled_dot_product_efficient_attention TTTtbfbg TTTT',
  /** dy, q, k, v, mask, value, ln sum exp, state of the dropout, dropout, which gradients, causal, scale */
  efficientAttentionBackward: 'aten::_scaled_dot_product_efficient_attention_backward TTTTTTTTTfBbg TTTT',
} as const satisfies Rows;
