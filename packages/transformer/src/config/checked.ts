import { isFigmentError } from '@figment/core';
import type * as z from 'zod';

/**
 * A config that is refused, at the door and by the name of its field, where no architecture can be made of it.
 *
 * @param architectureOf throws `CONFIG_INVALID`: "field must be …, got …."
 */
export function checked<Config extends z.ZodObject>(config: Config, architectureOf: (config: z.output<Config>, sizes: { readonly vocabulary: number }) => unknown): Config {
  return config.superRefine((value, context) => {
    try {
      architectureOf(value, { vocabulary: 2 });
    } catch (error) {
      if (!isFigmentError(error, 'CONFIG_INVALID')) throw error;
      const [, path = '', message = error.message] = /^([\w.]+) (must be .*), got .*$/s.exec(error.message) ?? [];
      context.addIssue({ code: 'custom', path: path.split('.').filter(Boolean), message });
    }
  });
}
