/** What the head of a file is read through: a Blob is one. Nothing is read before `arrayBuffer()`. */
export interface ByteSource {
  /** Infinity where it is not known. */
  readonly size: number;
  /** The bytes in [start, end), those that there are. */
  slice(start: number, end: number): ByteSlice;
}

/** A stretch of a file, read when it is asked for. */
export interface ByteSlice {
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file that can be read, as a whole or in part: a Blob is one. */
export interface ByteFile extends ByteSource {
  arrayBuffer(): Promise<ArrayBuffer>;
  stream(): ReadableStream<Uint8Array>;
}
