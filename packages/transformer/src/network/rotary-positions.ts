import { rotaryEmbedding } from '@figment/core/ops';

import type { Rotary, RotaryScaling, Tower } from '../architecture/architecture.ts';
import type { Rotation } from './attention.ts';

/**
 * How a tower's layers turn queries and keys whose first position is `from`. Scores depend on distances alone (Su et al. 2021,
 * arXiv:2104.09864, eq. 16), so positions are counted along the row also where it begins with padding.
 */
export function rotationOf({ rotary, headWidth }: Pick<Tower, 'rotary' | 'headWidth'>, isLocal: boolean, from: number): Rotation | undefined {
  if (rotary === undefined) return undefined;
  const width = rotatedWidth(rotary, headWidth);
  const frequencies = rotaryFrequencies(rotary, width, isLocal);
  return (x) => rotaryEmbedding(x, { positions: from, frequencies, width });
}

/** How many channels of a head are turned. */
export function rotatedWidth({ fraction }: Rotary, headWidth: number): number {
  return Math.floor(headWidth * fraction);
}

/** base^(-2 i / width), scaled where that is asked: radians a position of each pair of channels. */
export function rotaryFrequencies({ base, localBase, scaling }: Rotary, width: number, isLocal: boolean): number[] {
  const hasOwnBase = isLocal && localBase !== undefined;
  const plain = Array.from({ length: width / 2 }, (_, i) => (hasOwnBase ? localBase : base) ** ((-2 * i) / width));
  return scaling === undefined || hasOwnBase ? plain : plain.map((frequency) => scaled(frequency, scaling));
}

/** Position interpolation, Chen et al. 2023, arXiv:2306.15595; by wavelengths as Llama 3.1, arXiv:2407.21783, section 3.4.2. */
function scaled(frequency: number, scaling: RotaryScaling): number {
  const slow = frequency / scaling.factor;
  if (scaling.kind === 'linear') return slow;
  const { lowFrequency, highFrequency, originalContext } = scaling;
  const turns = (originalContext * frequency) / (2 * Math.PI); // in the context it was trained with
  const blend = Math.min(1, Math.max(0, (turns - lowFrequency) / (highFrequency - lowFrequency)));
  return (1 - blend) * slow + blend * frequency;
}
