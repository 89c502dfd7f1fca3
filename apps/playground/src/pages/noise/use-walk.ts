import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';

import { callback, compute } from '../../state/compute.ts';
import { type Picture, picturesOf } from '../../views/image/pixels.ts';
import type { GenerateStep, Shown, StepExtras } from '../../workers/protocol/index.ts';
import type { NoiseRequest } from './use-noisy.ts';

/** A step of the way back. */
export interface Footstep {
  /** Where the model was asked, in the scale of the schedule. */
  readonly time: number;
  /** What it took the picture to be there. */
  readonly clean: Picture;
  /** Where that led. */
  readonly sample: Picture;
}

interface Walk {
  readonly request: NoiseRequest;
  readonly footsteps: readonly Footstep[];
  /** Steps that are gone. */
  readonly at: number;
}

/** How long each step is looked at on the way. */
const stepMs = 140;

/** The way back from a noisy picture, computed once and gone as slowly as one likes. */
export function useWalk(request: NoiseRequest | undefined, onStart: (time: number) => void) {
  const [walk, setWalk] = useState<Walk | undefined>(undefined);
  const [computing, setComputing] = useState(false);
  const [going, setGoing] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const calm = useReducedMotion();
  const running = useRef<string | undefined>(undefined);
  const current = walk !== undefined && walk.request === request ? walk : undefined;

  const reset = useCallback(() => {
    if (running.current !== undefined) void compute().cancel(running.current);
    running.current = undefined;
    setWalk(undefined);
    setComputing(false);
    setGoing(false);
    setError(undefined);
  }, []);
  useEffect(() => reset, [request, reset]);

  const computed = async (strength: number, steps: number): Promise<readonly Footstep[] | undefined> => {
    if (request === undefined) return undefined;
    const id = crypto.randomUUID();
    running.current = id;
    setComputing(true);
    setError(undefined);
    const passed: StepExtras[] = [];
    try {
      await compute().generate({ ...request, id, task: 'imageToImage', options: { ...request.options, strength, steps, count: 1 }, everyStep: true }, callback((step: GenerateStep) => { passed.push(...step.passed); }));
      if (running.current !== id) return undefined;
      return passed.flatMap((extras): Footstep[] => {
        const [[clean], [sample]] = [picturesOf(extras['clean']), picturesOf((extras['sample'] as Shown | undefined)?.value)];
        return clean === undefined || sample === undefined ? [] : [{ time: Number(extras['time']), clean, sample }];
      });
    } catch (problem) {
      if (running.current === id) setError(problem);
      return undefined;
    } finally {
      if (running.current === id) setComputing(false);
    }
  };

  /** One step on, or all of them, from where the walk stands; it begins where there is none. */
  const go = async (all: boolean, strength: number, steps: number): Promise<void> => {
    const footsteps = current?.footsteps ?? await computed(strength, steps);
    const [first] = footsteps ?? [];
    if (request === undefined || footsteps === undefined || first === undefined) return;
    if (current === undefined) onStart(first.time);
    setWalk({ request, footsteps, at: all && calm ? footsteps.length : Math.min(footsteps.length, (current?.at ?? 0) + 1) });
    setGoing(all && !calm);
  };

  const arrived = current !== undefined && current.at >= current.footsteps.length;
  useEffect(() => {
    if (!going || current === undefined || arrived) {
      if (arrived) setGoing(false);
      return;
    }
    const timer = setTimeout(() => { setWalk({ ...current, at: current.at + 1 }); }, stepMs);
    return () => { clearTimeout(timer); };
  }, [going, current, arrived]);

  const look = (at: number): void => {
    setGoing(false);
    if (current !== undefined) setWalk({ ...current, at });
  };
  return { walk: current, computing, going, arrived, error, go, look, reset };
}
