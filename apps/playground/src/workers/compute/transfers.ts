import type { LoadProgress } from '../protocol/index.ts';

type Listener = (loaded: number) => void;
const listeners = new Set<Listener>();
const plainFetch = self.fetch.bind(self);

/** All that this worker fetches is counted as it arrives, so that no wait is without a number. */
self.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  if (response.body === null || listeners.size === 0) return response;
  const counted = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      for (const listener of listeners) listener(chunk.length);
      controller.enqueue(chunk);
    },
  }));
  const copy = new Response(counted, { status: response.status, statusText: response.statusText, headers: response.headers });
  Object.defineProperty(copy, 'url', { value: response.url });
  return copy;
};

/** Tells how many bytes arrive while `work` runs. */
export async function counting<Value>(what: string, total: number | undefined, tell: (progress: LoadProgress) => void, work: () => Promise<Value>): Promise<Value> {
  let loaded = 0;
  let told = 0;
  const listener = (bytes: number): void => {
    loaded += bytes;
    if (performance.now() - told < 50) return;
    told = performance.now();
    tell({ loaded, total, what });
  };
  listeners.add(listener);
  try {
    return await work();
  } finally {
    listeners.delete(listener);
  }
}
