import type { RotaryOptions } from '../../ops/index.ts';
import { refuseConfig } from '../check.ts';

/** How a layer rotates: base, frequencies, style, and how many channels of a head (see `rotaryEmbedding`). */
export type RotarySettings = Omit<RotaryOptions, 'positions'>;

/** @throws FigmentError `CONFIG_INVALID` */
export function requireRotary(layer: string, { base = 10_000, frequencies, style = 'half', width }: RotarySettings, headWidth: number): void {
  const turned = width ?? headWidth;
  if (!Number.isSafeInteger(turned) || turned < 2 || turned % 2 !== 0 || turned > headWidth) {
    refuseConfig(width === undefined ? `${layer}.headWidth` : `${layer}.rotary.width`, `an even number from 2 to ${headWidth}`, turned);
  }
  if (!(base > 0 && base < Infinity)) refuseConfig(`${layer}.rotary.base`, 'a positive number', base);
  if (frequencies !== undefined && frequencies.length !== turned / 2) {
    refuseConfig(`${layer}.rotary.frequencies.length`, `half the rotated channels (${turned / 2})`, frequencies.length);
  }
  if ((style as string) !== 'half' && (style as string) !== 'interleaved') refuseConfig(`${layer}.rotary.style`, 'half or interleaved', style);
}
