export { productScratchBytes } from './gemm/scratch';
export { gemm } from './gemm/gemm';
export { convolve, turnFilter } from './convolution/forward';
export { convolveFilterGradient } from './convolution/filter-gradient';
