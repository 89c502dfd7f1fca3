import type { ImageShape } from '@figment/core/plugin';
import * as z from 'zod';


/** Size and channels of the pictures. */
export const imageConfig = z
  .object({
    size: z.literal([8, 16, 32, 64, 128, 256, 512, 1024]).default(32).describe('Width and height of the pictures, in pixels: a power of two.'),
    channels: z.literal([1, 3]).default(3).describe('1 for grey pictures, 3 for colour.'),
  })
  .describe('The pictures it learns; taken from the data if you say nothing.')
  .prefault({});

export function imageShapeOf({ size, channels }: { readonly size: number; readonly channels: number }): ImageShape {
  return [size, size, channels];
}
