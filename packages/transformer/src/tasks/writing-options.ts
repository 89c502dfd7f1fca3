import { generationOptions } from '../generation/options.ts';

/** How a text is written. Several texts at the same time are `generate`'s. */
export const writingOptions = generationOptions.omit({ samples: true });
