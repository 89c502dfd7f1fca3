import { Conv2D, type Conv2DAttrs, Conv2DBackpropFilter, Conv2DBackpropInput, type NamedAttrMap } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { runKernel } from '../run-kernel.ts';

/** A convolution with stride and padding but neither groups nor dilation: others are composed of it. */
export type PlainConvolution = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dataFormat'>;

const attributes = (at: PlainConvolution, rest: object): NamedAttrMap => ({ ...at, ...rest });

/** y = x * w. x: [B, H, W, in], filter: [kh, kw, in, out] -> [B, H', W', out] */
export const convolve = (x: Tensor, filter: Tensor, at: PlainConvolution): Tensor => runKernel(Conv2D, { x, filter }, attributes(at, { dilations: [1, 1] }));
/** dL/dx from dL/dy: the adjoint of the convolution in x. dy: [B, H', W', out] -> [B, H, W, in] */
export const toInput = (dy: Tensor, filter: Tensor, inputShape: readonly number[], at: PlainConvolution): Tensor => runKernel(Conv2DBackpropInput, { dy, filter }, attributes(at, { inputShape: [...inputShape] }));
/** dL/dw from x and dL/dy: the adjoint of the convolution in w. -> [kh, kw, in, out] */
export const toFilter = (x: Tensor, dy: Tensor, filterShape: readonly number[], at: PlainConvolution): Tensor => runKernel(Conv2DBackpropFilter, { x, dy }, attributes(at, { filterShape: [...filterShape] }));
