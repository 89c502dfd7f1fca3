import { type Dab, dabbed, emptyMask, type Mask } from './mask.ts';

type Colour = readonly [number, number, number, number];

/** Two colours in turn, like a chess board: one of them stands out from any picture. */
const painted: readonly [Colour, Colour] = [[11, 114, 133, 205], [255, 255, 255, 205]];
const brush: Colour = [213, 94, 0, 190];

/** A mask as it lies over a picture, and the brush where it hovers. */
export function overlay(mask: Mask, at: Dab | undefined): ImageData {
  const [height = 1, width = 1] = mask.shape;
  const image = new ImageData(width, height);
  const hovering = at === undefined ? undefined : dabbed(emptyMask(mask.shape), [{ ...at, paints: true }]).data;
  for (const [i, value] of mask.data.entries()) {
    const colour = hovering?.[i] === 1 ? brush : value > 0.5 ? painted[(Math.floor(i / width) + (i % width)) % 2 === 0 ? 0 : 1] : undefined;
    if (colour !== undefined) image.data.set(colour, 4 * i);
  }
  return image;
}
