/**
 * What to use instead of a kernel of tfjs that a backend lacks, or that nobody can differentiate here: an op of
 * `@figment/core/ops`, composed of what every backend has.
 */
const alternatives: Readonly<Record<string, string>> = {
  AvgPool: 'averagePool2d',
  BatchToSpaceND: 'reshape and transpose',
  Conv3D: 'conv2d over each depth, added up',
  DepthToSpace: 'pixelShuffle',
  DepthwiseConv2dNative: 'depthwiseConv2d',
  Einsum: 'einsum',
  FusedBatchNorm: 'batchNorm',
  FusedConv2D: 'conv2d',
  FusedDepthwiseConv2D: 'depthwiseConv2d',
  GatherNd: 'takeAlongAxis or gather',
  LeakyRelu: 'leakyRelu',
  MaxPool: 'maxPool2d',
  MirrorPad: 'padEdges',
  Prelu: 'maximum and minimum',
  Relu6: 'clip',
  ResizeBilinear: 'resize',
  ResizeNearestNeighbor: 'resize',
  ScatterNd: 'scatterAddAlongAxis',
  Selu: 'selu',
  SpaceToBatchND: 'reshape and transpose',
  SparseToDense: 'scatterAlongAxis',
  StridedSlice: 'slice and reshape',
  TensorScatterUpdate: 'scatterAlongAxis',
  _FusedMatMul: 'linear',
};

/** `Use maxPool2d of @figment/core/ops`, where there is one; without a full stop. */
export function alternativeTo(kernelName: string): string | undefined {
  const name = alternatives[kernelName] ?? alternatives[kernelName.replace(/(Grad|Backprop\w*)$/, '')];
  return name === undefined ? undefined : `Use ${name} of @figment/core/ops`;
}

/** The kernels of tfjs that something else can be used instead of. */
export const replaceable: readonly string[] = Object.keys(alternatives);
