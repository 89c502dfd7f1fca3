import type { GenerateStep, Plain, Shown } from '../../workers/protocol/index.ts';
import { isPlain } from '../image/pixels.ts';

/** A step on the way from noise to data, to go back to. */
export interface Frame {
  readonly step: number;
  /** What there is at this step: pictures [N, H, W, C]. */
  readonly sample: Plain;
  /** What the model takes it to be without noise, where it tells. */
  readonly clean: Plain | undefined;
  /** Noise in it, where the model tells. */
  readonly noiseLevel: number | undefined;
}

/** The frames that a step tells of: its own, and those that came too fast to be told of before. */
export function framesOf({ step, passed }: Pick<GenerateStep, 'step' | 'passed'>): readonly Frame[] {
  return passed.flatMap((extras, i): Frame[] => {
    const sample = (extras['sample'] as Shown | undefined)?.value;
    const { clean, noiseLevel } = extras;
    if (!isPlain(sample)) return [];
    return [{ step: step - passed.length + 1 + i, sample, clean: isPlain(clean) ? clean : undefined, noiseLevel: typeof noiseLevel === 'number' ? noiseLevel : undefined }];
  });
}

/** At most so many numbers are held: pictures of all steps. */
const mostNumbers = 24_000_000;
const mostFrames = 240;

/** All frames, or every other one again and again where they are too many; the first and the last stay. */
export function thinned(frames: readonly Frame[]): readonly Frame[] {
  const size = frames[0] === undefined ? 0 : frames[0].sample.data.length * (frames[0].clean === undefined ? 1 : 2);
  const most = Math.max(8, Math.min(mostFrames, Math.floor(mostNumbers / Math.max(1, size))));
  return frames.length <= most ? frames : thinned(frames.filter((_, i) => i % 2 === 0 || i === frames.length - 1));
}

/** Places of `count` among `length`, evenly, both ends included. */
export function evenPlaces(length: number, count: number): readonly number[] {
  if (length <= count) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / Math.max(1, count - 1)));
}
