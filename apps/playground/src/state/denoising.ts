import { useCallback, useState } from 'react';

import { type Frame, framesOf, thinned } from '../views/denoising/frames.ts';
import type { GenerateStep } from '../workers/protocol/index.ts';
import { type Generation, type GenerationRequest, useGeneration } from './generation.ts';

/** Something that a run did otherwise than it was asked to. */
export interface RunWarning {
  readonly code: string;
  readonly message: string;
}

interface Way {
  readonly frames: readonly Frame[];
  readonly of: number;
  readonly warnings: readonly RunWarning[];
}

export interface Denoising extends Generation {
  /** Of the run that goes on, or of the last; those of the one before stay until the first step of the next. */
  readonly way: Way;
}

const none: Way = { frames: [], of: 0, warnings: [] };

/** A run of which each step is kept: the way from noise to the result. */
export function useDenoising(): Denoising & { readonly run: (request: Omit<GenerationRequest, 'everyStep'>) => void; readonly stop: () => void } {
  const [way, setWay] = useState(none);
  const each = useCallback((step: GenerateStep) => { setWay((before) => followed(before, step)); }, []);
  const { run: begin, ...generation } = useGeneration(each);
  const run = useCallback((request: Omit<GenerationRequest, 'everyStep'>) => { begin({ ...request, everyStep: true }); }, [begin]);
  return { ...generation, way, run };
}

function followed(before: Way, step: GenerateStep): Way {
  const fresh = framesOf(step);
  const begins = step.step === step.passed.length;
  const warnings = step.passed.flatMap(({ warnings: said }) => (Array.isArray(said) ? said as readonly RunWarning[] : []));
  return {
    frames: thinned([...(begins ? [] : before.frames), ...fresh]),
    of: step.of ?? step.step,
    warnings: [...(begins ? [] : before.warnings), ...warnings],
  };
}
