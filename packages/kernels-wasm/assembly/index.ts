export { productScratchBytes } from './gemm/scratch';
export { gemm } from './gemm/gemm';
export { convolve, turnFilter } from './convolution/forward';
export { convolveFilterGradient } from './convolution/filter-gradient';
export { silu, siluGradient } from './elementwise/silu';
export { groupNorm, groupNormGradient, groupNormScratchBytes } from './normalization/group-norm';
export { sum } from './reduction/sum';
export { segmentSum } from './indexing/segment-sum';
