import { isFigmentError } from '@figment/core';
import { restoreBackend } from '@figment/core/backend';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the methods take, they get
type Methods = Readonly<Record<string, (...values: any[]) => Promise<unknown>>>;

/** The same methods; when one fails because the graphics card was lost, it is started again and the models get their weights back, so that trying again works. */
export function recovering<All extends object>(methods: All): All {
  return Object.fromEntries(Object.entries(methods as Methods).map(([name, method]) => [name, async (...values: unknown[]) => {
    try {
      return await method(...values);
    } catch (error) {
      // Where no device can be had, the next call says so.
      if (isFigmentError(error, 'DEVICE_LOST')) await restoreBackend().catch(() => undefined);
      throw error;
    }
  }])) as All;
}
