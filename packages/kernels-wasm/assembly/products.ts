/** What products of matrices are at the heart of: compiled once more with relaxed SIMD. */
export { productScratchBytes } from './gemm/scratch';
export { gemm, linear } from './gemm/gemm';
export { activationGradient } from './linear/gradient';
export { attention } from './attention/forward';
export { attentionGradient } from './attention/gradient';
export { attentionGradientScratchBytes, attentionScratchBytes } from './attention/blocks';
export { convolve, turnFilter } from './convolution/forward';
export { convolveFilterGradient } from './convolution/filter-gradient';
