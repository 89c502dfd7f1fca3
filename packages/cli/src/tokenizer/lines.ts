import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { FigmentError } from '@figment/core';

/** How much of some files has been read. */
export interface BytesRead {
  readonly bytes: number;
  readonly of: number;
}

/**
 * The lines of text files, one file after the other, each with its end of line, so that a tokenizer learns these, too. Bytes that are no UTF-8
 * are read as U+FFFD.
 *
 * @throws FigmentError `FILE_NOT_FOUND`
 */
export async function* linesOf(paths: readonly string[], onRead: (read: BytesRead) => void = () => undefined): AsyncGenerator<string, void, undefined> {
  const of = await sizeOf(paths);
  let bytes = 0;
  for (const path of paths) {
    const decoder = new TextDecoder('utf-8');
    let rest = '';
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/(?<=\n)/);
      rest = lines.pop() ?? '';
      yield* lines;
      bytes += chunk.length;
      onRead({ bytes, of });
    }
    rest += decoder.decode();
    if (rest !== '') yield rest;
  }
}

async function sizeOf(paths: readonly string[]): Promise<number> {
  let size = 0;
  for (const path of paths) {
    const found = await stat(path).catch((cause: unknown) => {
      throw new FigmentError('FILE_NOT_FOUND', `--data must name text files that can be read, got ${path}.`, { cause });
    });
    if (!found.isFile()) throw new FigmentError('FILE_NOT_FOUND', `--data must name text files, and ${path} is none.`);
    size += found.size;
  }
  return size;
}
