import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Adds UnsortedSegmentSum to tfjs-wasm: rows of x, [N, ...], summed by their ids, int32 [N] -> [numSegments, ...]. */
export function addSegmentSum(): void {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc({ inputs, attrs, backend }) {
      const wasm = backend as Pick<BackendWasm, 'makeOutput' | 'typedArrayFromHeap'>;
      const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const output = wasm.makeOutput([numSegments, ...x.shape.slice(1)], 'float32');
      const [rows, ids, sums] = [x, segmentIds, output].map((tensor) => wasm.typedArrayFromHeap(tensor)) as [Float32Array, Int32Array, Float32Array];
      const width = rows.length / ids.length;
      sums.fill(0);
      for (const [i, id] of ids.entries()) {
        for (let j = 0; j < width; j++) sums[id * width + j] = (sums[id * width + j] as number) + (rows[i * width + j] as number);
      }
      return output;
    },
  });
}
