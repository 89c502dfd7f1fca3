import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env, tidy } from '@tensorflow/tfjs-core';

import { FigmentError, reasonOf } from '../../errors.ts';
import type { WarmUpProgress } from '../warm-up.ts';

type Pipelines = Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;

/** Makes tfjs compile what `trace` needs, without computing it, and waits until all of it is there. */
export async function compileAhead(backend: WebGPUBackend, trace: () => void, onProgress: (progress: WarmUpProgress) => void = () => undefined): Promise<void> {
  // Private, and the only place where tfjs keeps them.
  const pipelines = (backend as unknown as { readonly pipelineCache: Pipelines }).pipelineCache;
  const pending: [key: string, pipeline: Promise<GPUComputePipeline>][] = [];
  env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
  try {
    tidy(trace);
  } finally {
    env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
    // Taken out until they are there: tfjs throws where it meets one that is not.
    for (const [key, pipeline] of Object.entries(pipelines)) {
      if (!(pipeline instanceof Promise)) continue;
      pending.push([key, pipeline]);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- tfjs's cache is a plain object
      delete pipelines[key];
    }
  }
  let done = 0;
  onProgress({ done, of: pending.length });
  const outcomes = await Promise.allSettled(pending.map(async ([key, pipeline]) => {
    const compiled = await pipeline;
    pipelines[key] ??= compiled;
    done += 1;
    onProgress({ done, of: pending.length });
  }));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw new FigmentError('DEVICE_ERROR', `the GPU could not compile a program: ${reasonOf(failed.reason)}.`, { cause: failed.reason });
}
