import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { serve, settings } from '../serve.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What the contenders for loading share. `load` gives an encoder, which is held until the next is loaded. */
export async function serveLoading(name: string, load: () => (text: string) => ArrayLike<number>): Promise<void> {
  const text = readFileSync(settings().text, 'utf8');
  let encode: ((text: string) => ArrayLike<number>) | undefined;
  const before = heldBytes();
  await serve({ name }, () => {
    encode = load();
    return Promise.resolve(() => {
      encode?.(text);
      const held = heldBytes() - before;
      encode = undefined;
      return { heldBytes: held };
    });
  });
}
