import { FigmentError } from '@figment/core';

/** Texts as ids, all in one array: a book is millions of them. */
export interface Sequences {
  readonly ids: Uint16Array | Int32Array;
  /** Where each begins, and where the last ends: one number more than there are texts. */
  readonly starts: Int32Array;
  /** Of the text that each stands for, in UTF-8. */
  readonly bytes: Float64Array;
  /** Which ids are to be learnt, where not all are. */
  readonly learnt: Uint8Array | undefined;
}

/** One text as ids. */
export interface Encoded {
  readonly ids: readonly number[];
  readonly bytes: number;
  readonly learnt?: readonly (0 | 1)[] | undefined;
}

/** Milliseconds of encoding after which others get a turn: an abort, a progress bar. */
const TURN_MS = 30;

/**
 * Encodes all texts once.
 *
 * @param vocabulary ids are below
 * @throws FigmentError `DATA_EMPTY` when no text has a token; the signal's reason
 */
export async function encodeAll<Value>(
  batches: AsyncIterable<readonly Value[]>,
  encode: (value: Value) => Encoded,
  { title, vocabulary, signal }: { readonly title: string; readonly vocabulary: number; readonly signal: AbortSignal },
): Promise<Sequences> {
  const make = (length: number): Uint16Array | Int32Array => (vocabulary <= 2 ** 16 ? new Uint16Array(length) : new Int32Array(length));
  let all = make(1 << 16), learnt: Uint8Array | undefined, length = 0;
  const starts = [0], bytes: number[] = [];
  let turn = performance.now();
  for await (const batch of batches) {
    for (const value of batch) {
      if (performance.now() - turn > TURN_MS) {
        await new Promise((resolve) => { setTimeout(resolve); });
        signal.throwIfAborted();
        turn = performance.now();
      }
      const one = encode(value);
      if (one.ids.length === 0) continue;
      const end = length + one.ids.length;
      if (end > all.length) {
        const larger = make(Math.max(end, 2 * all.length));
        larger.set(all.subarray(0, length));
        all = larger;
      }
      all.set(one.ids, length);
      if (one.learnt !== undefined) {
        if (learnt === undefined || learnt.length < all.length) learnt = grown(learnt, all.length);
        learnt.set(one.learnt, length);
      }
      length = end;
      starts.push(end);
      bytes.push(one.bytes);
    }
  }
  if (length === 0) throw new FigmentError('DATA_EMPTY', `${title} must have a text of one token or more, got none.`);
  return { ids: all.slice(0, length), starts: Int32Array.from(starts), bytes: Float64Array.from(bytes), learnt: learnt?.slice(0, length) };
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();

function grown(array: Uint8Array | undefined, length: number): Uint8Array {
  const larger = new Uint8Array(length);
  if (array !== undefined) larger.set(array);
  return larger;
}
