import { foldIn, type Key, uniformArray } from '@figment/core/random';

import { type Alphabet, EDGE } from './alphabet.ts';

/** What crossEntropy leaves out of its mean. */
const IGNORED = -100;

/** A window of each text, row by row: what is read, and what should come next. */
export function windows(texts: readonly string[], alphabet: Alphabet, context: number, key: Key): { inputs: Int32Array; targets: Int32Array } {
  const inputs = new Int32Array(texts.length * context).fill(EDGE);
  const targets = new Int32Array(texts.length * context).fill(IGNORED);
  for (const [row, text] of texts.entries()) {
    const ids = [EDGE, ...alphabet.encode(text), EDGE];
    const places = Math.max(1, ids.length - context);
    const start = Math.floor(places * uniformArray(foldIn(key, row), 1)[0]!);
    const window = ids.slice(start, start + context + 1);
    inputs.set(window.slice(0, -1), row * context);
    targets.set(window.slice(1), row * context);
  }
  return { inputs, targets };
}
