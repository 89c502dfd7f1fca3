import type * as z from 'zod';

import type { recommendedGeneration } from '../config/tower-fields.ts';

/** What of a config's `generation` a task can be told: its defaults in this model. */
export function recommendedOptions<Options extends z.ZodObject>(generation: z.output<typeof recommendedGeneration>, { shape }: Options): Partial<z.input<Options>> {
  return Object.fromEntries(Object.entries(generation ?? {}).filter(([name]) => name in shape)) as Partial<z.input<Options>>;
}
