import * as z from 'zod';

/** Size and channels of the pictures. */
export const imageConfig = z
  .object({
    size: z.int().min(4).max(2048).default(32).describe('Width and height of the pictures, in pixels.'),
    channels: z.literal([1, 3]).default(3).describe('1 for grey pictures, 3 for colour.'),
  })
  .describe('The pictures it learns; taken from the data if you say nothing.')
  .prefault({});
