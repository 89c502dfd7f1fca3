import type { HostArray } from '@figment/core';

type Ids = ArrayLike<number>;

/** Texts of several lengths as rows, filled up on the right. [B, longest] */
export function padded(texts: readonly Ids[], padding: number): HostArray<Int32Array> {
  const length = texts.reduce((longest, { length: own }) => Math.max(longest, own), 1);
  const data = new Int32Array(texts.length * length).fill(padding);
  for (const [row, text] of texts.entries()) data.set(text, row * length);
  return { data, shape: [texts.length, length] };
}

/** 1 where {@link padded} has a token. */
export function maskOf(texts: readonly Ids[]): HostArray<Int32Array> {
  return padded(texts.map(({ length }) => new Int32Array(length).fill(1)), 0);
}
