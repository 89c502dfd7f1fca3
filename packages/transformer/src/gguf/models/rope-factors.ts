import type { RotaryScaling } from '../../architecture/architecture.ts';

type Llama3 = Extract<RotaryScaling, { kind: 'llama3' }>;

/** What each frequency's wavelength is multiplied with under Llama 3's scaling: 1 for fast ones, `factor` for slow ones, blended between. */
export function llama3Factors({ factor, lowFrequency, highFrequency, originalContext }: Llama3, wavelengths: readonly number[]): number[] {
  return wavelengths.map((wavelength) => {
    const turns = originalContext / wavelength;
    const smooth = Math.min(1, Math.max(0, (turns - lowFrequency) / (highFrequency - lowFrequency)));
    return 1 / ((1 - smooth) / factor + smooth);
  });
}

/**
 * The scaling that gives these factors, which is all that a file keeps of it; undefined if there is none. The blend is linear in turns
 * per context, so two blended frequencies tell it, up to a unit of turns that cancels.
 *
 * @param factors of each frequency, fastest first
 * @param base of the wavelengths, 2 pi base^(i / count)
 */
export function scalingOfFactors(factors: ArrayLike<number>, base: number): RotaryScaling | undefined {
  const all = Array.from(factors);
  const factor = Math.max(...all);
  const wavelengths = all.map((_, i) => 2 * Math.PI * base ** (i / all.length));
  if (all.every((each) => each === factor)) return factor === 1 ? undefined : { kind: 'linear', factor };
  const candidates = [{ lowFrequency: 1, highFrequency: 4, originalContext: 8192 }, fitted(all, factor, wavelengths)];
  for (const candidate of candidates) {
    const scaling: Llama3 = { kind: 'llama3', factor, ...candidate };
    if (llama3Factors(scaling, wavelengths).every((each, i) => Math.abs(each - all[i]!) <= 1e-4 * each)) return scaling;
  }
  return undefined;
}

function fitted(factors: readonly number[], factor: number, wavelengths: readonly number[]): Omit<Llama3, 'kind' | 'factor'> {
  // Parts of the blend, by frequency: smooth = slope frequency - offset.
  const points = factors.flatMap((each, i) => (each > 1 && each < factor ? [{ frequency: 1 / wavelengths[i]!, smooth: (1 / each - 1 / factor) / (1 - 1 / factor) }] : []));
  const [first, last] = [points[0], points.at(-1)];
  let slope: number;
  let offset: number;
  if (first !== undefined && last !== undefined && points.length > 1) {
    slope = (first.smooth - last.smooth) / (first.frequency - last.frequency);
    offset = slope * first.frequency - first.smooth;
  } else {
    // One blended frequency, or none: any blend that is steep enough to leave its neighbours alone.
    const next = factors.indexOf(factor);
    const between = first ?? { frequency: 1 / Math.sqrt(wavelengths[next - 1]! * wavelengths[next]!), smooth: 0.5 };
    slope = 1e3 / between.frequency;
    offset = slope * between.frequency - between.smooth;
  }
  // lowFrequency = offset / slope and highFrequency = (1 + offset) / slope turns of a context of 1.
  const originalContext = Math.max(1, Math.round(slope / offset));
  return { lowFrequency: (originalContext * offset) / slope, highFrequency: (originalContext * (1 + offset)) / slope, originalContext };
}
