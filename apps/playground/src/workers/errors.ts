import { transferHandlers } from 'comlink';

import type { PlainError } from './protocol/index.ts';

/** An error as plain data: what a report holds, and what crosses threads. */
export function plainError(error: unknown): PlainError {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error), code: undefined, stack: undefined };
  const { name, message, code, stack } = error as Partial<Record<'name' | 'message' | 'code' | 'stack', unknown>>;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : JSON.stringify(error),
    code: typeof code === 'string' ? code : undefined,
    stack: typeof stack === 'string' ? stack : undefined,
  };
}

interface Thrown { readonly value: unknown }

/** Comlink drops all but an error's name, message and stack; ours carry a code. Both sides call this once. */
export function carryErrorCodes(): void {
  const original = transferHandlers.get('throw');
  if (original === undefined) return;
  transferHandlers.set('throw', {
    canHandle: (value): value is Thrown => original.canHandle(value),
    serialize: ({ value }: Thrown) => [plainError(value), []],
    deserialize: (error: PlainError) => {
      throw Object.assign(new Error(error.message), error);
    },
  });
}
