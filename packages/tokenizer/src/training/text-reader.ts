import type { Texts } from './options.ts';

/** Texts one by one. Those of a list come at once: waiting for each would take longer than reading it. */
export interface TextReader {
  next(): IteratorResult<string> | Promise<IteratorResult<string>>;
  /** Lets go of the texts. */
  close(): void;
}

/** signal: ends the wait for the next text, too, since a stream may have nothing to give for a long time. */
export function textReader(texts: Texts, signal: AbortSignal | undefined): TextReader {
  if (Symbol.iterator in texts) {
    const iterator = texts[Symbol.iterator]();
    return { next: () => iterator.next(), close: () => iterator.return?.() };
  }
  const iterator = texts[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  const abort = (): void => { stop(); };
  signal?.addEventListener('abort', abort);
  return {
    next: () => new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      stop = () => { reject(signal?.reason as Error); };
      iterator.next().then(resolve, reject);
    }),
    close() {
      signal?.removeEventListener('abort', abort);
      // Not awaited: a stream that hangs would not answer.
      iterator.return?.().catch(() => undefined);
    },
  };
}
