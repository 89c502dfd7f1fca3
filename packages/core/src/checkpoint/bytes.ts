/** Bytes that can be read in parts: what of a web `Blob` we need, so that a large file is never read whole. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`; nothing is read yet. */
  slice(start: number, end: number): ByteSource;
  /** Reads them all. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file as it comes to be, piece by piece. */
export type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>> | readonly Uint8Array<ArrayBuffer>[];

export async function* each(chunks: Chunks): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield* chunks;
}

export async function collect(chunks: Chunks): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of each(chunks)) parts.push(chunk);
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
