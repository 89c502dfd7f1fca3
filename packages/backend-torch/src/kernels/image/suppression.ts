import { input, type Kernels } from '@figment/core/backend';
import { kernel_impls as implementations, type NonMaxSuppressionV4Attrs, type NonMaxSuppressionV5Attrs, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';

type Call = Parameters<Kernels<TorchBackend>[string]>[0];

/** Which boxes to keep of those that overlap: one decision after the other, which tfjs computes on the host. */
export function suppressionKernels(torch: Torch): Kernels<TorchBackend> {
  const read = (call: Call, name: string): Float32Array => torch.records.read(torch.records.of(input(call, name))) as Float32Array;
  const indices = (selected: readonly number[]): TensorInfo => torch.fromHost(Int32Array.from(selected), [selected.length], 'int32');
  return {
    NonMaxSuppressionV3: (call) => {
      const { maxOutputSize, iouThreshold, scoreThreshold } = attributes<NonMaxSuppressionV5Attrs>(call);
      return indices(implementations.nonMaxSuppressionV3Impl(read(call, 'boxes'), read(call, 'scores'), maxOutputSize, iouThreshold, scoreThreshold).selectedIndices);
    },
    NonMaxSuppressionV4: (call) => {
      const { maxOutputSize, iouThreshold, scoreThreshold, padToMaxOutputSize } = attributes<NonMaxSuppressionV4Attrs>(call);
      const { selectedIndices, validOutputs } = implementations.nonMaxSuppressionV4Impl(read(call, 'boxes'), read(call, 'scores'), maxOutputSize, iouThreshold, scoreThreshold, padToMaxOutputSize);
      return [indices(selectedIndices), torch.fromHost(Int32Array.of(validOutputs!), [], 'int32')];
    },
    NonMaxSuppressionV5: (call) => {
      const { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma } = attributes<NonMaxSuppressionV5Attrs>(call);
      const { selectedIndices, selectedScores } = implementations.nonMaxSuppressionV5Impl(read(call, 'boxes'), read(call, 'scores'), maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma);
      return [indices(selectedIndices), torch.fromHost(Float32Array.from(selectedScores!), [selectedScores!.length], 'float32')];
    },
  };
}
