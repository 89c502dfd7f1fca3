import type { ByteSource, Chunks } from '../bytes.ts';

/**
 * Where a checkpoint lies: a few files below one place. Paths are relative, with `/`; `../NAME/file` can be read, too, from the store called NAME
 * beside this one. What a store promises is checked by one suite for all of them (`conformance.ts`); that several files change together is built
 * on top.
 */
export interface CheckpointStore {
  /** In messages: 'runs/a'. */
  readonly location: string;
  /** Opens a file; undefined when there is none. Its bytes are read when they are asked for. */
  read(path: string): Promise<ByteSource | undefined>;
  /** Names in a folder ('' for the store itself), of files and folders; none when there is no such folder. Undefined where a store can't tell. */
  list(folder: string): Promise<readonly string[] | undefined>;
  /**
   * Writes a file and flushes it. A file that could not be written in full is removed.
   *
   * @throws FigmentError `STORAGE_FULL`, `STORAGE_READ_ONLY`, `STORAGE_FAILED`
   */
  write(path: string, chunks: Chunks): Promise<void>;
  /** Writes a small file so that, whenever the process or the machine dies, it holds its old content or the new. */
  replace(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Moves a file over another, whole; absent where a store can't. */
  readonly rename?: ((from: string, to: string) => Promise<void>) | undefined;
  /** Removes a file, or a folder with all in it; nothing happens when there is none. */
  remove(path: string): Promise<void>;
}

/** What stands for a store: a folder in Node ('runs/a'), 'opfs:NAME', 'memory:NAME', an http(s) address, or a store. */
export type CheckpointPath = string | URL | CheckpointStore;
