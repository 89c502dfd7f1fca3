import { FigmentError } from '@figment/core';
import { backend_util as backendUtil } from '@tensorflow/tfjs-core';

/** A convolution over any number of axes, channels last. */
export interface Geometry {
  /** [B, ..., I] */
  readonly input: readonly number[];
  /** [k, ..., I / groups, O] */
  readonly kernel: readonly number[];
  /** [B, ..., O] */
  readonly output: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  /** Zeros before the first place of each axis; how many stand after the last follows from where the last window ends. */
  readonly before: readonly number[];
  readonly groups: number;
}

type Image = [number, number, number, number];
type Triple = [number, number, number];
type Volume = [number, number, number, number, number];
type Info2d = ReturnType<typeof backendUtil.computeConv2DInfo>;
type Info3d = ReturnType<typeof backendUtil.computeConv3DInfo>;

/** What tfjs's kernels of convolutions are told. */
export interface ConvolutionAttributes {
  readonly strides: number | [number, number] | Triple;
  readonly pad: Parameters<typeof backendUtil.computeConv2DInfo>[4];
  readonly dilations?: number | [number, number] | Triple | undefined;
  readonly dataFormat?: string | undefined;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | null | undefined;
}

/** input: [B, H, W, I], kernel: [kh, kw, I / groups, O] @throws FigmentError `INPUT_INVALID` for channels first */
export function geometry2d(input: readonly number[], kernel: readonly number[], attributes: ConvolutionAttributes): Geometry {
  const info = info2d(input, kernel, attributes, false);
  return { ...planar(info), input, kernel, groups: groupsOf(input, kernel) };
}

/** input: [B, H, W, I], kernel: [kh, kw, I, multiplier]: I groups of one channel each. @throws FigmentError `INPUT_INVALID` */
export function depthwiseGeometry(input: readonly number[], kernel: readonly number[], attributes: ConvolutionAttributes): Geometry {
  const info = info2d(input, kernel, attributes, true);
  const [rows, columns, channels, multiplier] = kernel as Image;
  return { ...planar(info), input, kernel: [rows, columns, 1, channels * multiplier], groups: channels };
}

/** input: [B, D, H, W, I], kernel: [kd, kh, kw, I, O] @throws FigmentError `INPUT_INVALID` */
export function geometry3d(input: readonly number[], kernel: readonly number[], attributes: ConvolutionAttributes): Geometry {
  const { strides, pad, dilations = 1, dimRoundingMode } = attributes;
  requireChannelsLast(attributes.dataFormat, 'NDHWC');
  const info: Info3d = backendUtil.computeConv3DInfo(input as Volume, kernel as Volume, strides as Triple, dilations as Triple, pad as 'same', false, 'channelsLast', dimRoundingMode ?? undefined);
  const { padInfo: p } = info;
  return {
    input,
    kernel,
    output: info.outShape,
    stride: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilation: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    before: [p.front, p.top, p.left],
    groups: groupsOf(input, kernel),
  };
}

/** How torch pads: alike at both ends, which it does itself; or by zeros around the input, if any are needed. */
export type Padding = { readonly within: readonly number[] } | { readonly around: readonly (readonly [before: number, after: number])[] };

export function paddingOf({ input, kernel, output, stride, dilation, before }: Geometry): Padding {
  const spans = before.map((_, axis) => dilation[axis]! * (kernel[axis]! - 1) + 1);
  const isSymmetric = before.every((zeros, axis) => Math.floor((input[axis + 1]! + 2 * zeros - spans[axis]!) / stride[axis]!) + 1 === output[axis + 1]);
  if (isSymmetric) return { within: before };
  return { around: before.map((zeros, axis) => [zeros, Math.max(0, (output[axis + 1]! - 1) * stride[axis]! + spans[axis]! - zeros - input[axis + 1]!)] as const) };
}

function info2d(input: readonly number[], kernel: readonly number[], attributes: ConvolutionAttributes, isDepthwise: boolean): Info2d {
  const { strides, pad, dilations, dimRoundingMode } = attributes;
  requireChannelsLast(attributes.dataFormat, 'NHWC');
  return backendUtil.computeConv2DInfo(input as Image, kernel as Image, strides as [number, number], (dilations ?? 1) as [number, number], pad, dimRoundingMode ?? undefined, isDepthwise);
}

function planar(info: Info2d): Pick<Geometry, 'output' | 'stride' | 'dilation' | 'before'> {
  const { padInfo: p } = info;
  return {
    output: info.outShape,
    stride: [info.strideHeight, info.strideWidth],
    dilation: [info.dilationHeight, info.dilationWidth],
    before: [p.top, p.left],
  };
}

function groupsOf(input: readonly number[], kernel: readonly number[]): number {
  const ofGroup = kernel.at(-2)!;
  return ofGroup === 0 ? 1 : Math.max(1, input.at(-1)! / ofGroup);
}

function requireChannelsLast(format: string | undefined, wanted: string): void {
  if (format === undefined || format === wanted || format === 'channelsLast') return;
  throw new FigmentError('INPUT_INVALID', `A convolution on torch takes channels last (${wanted}), got ${format}: transpose its input.`);
}
