import { TokenizerError } from '../errors.ts';
import { utf8Length } from '../text/utf8.ts';
import { fileAt } from './folder.ts';

/**
 * The lines of a UTF-8 text file, without their ends (`\n` or `\r\n`), read as they are asked for: the file may be larger than memory.
 *
 * @param source a path (in a page: a link), a URL or a file
 * @throws TokenizerError `DATA_INVALID` where it is no UTF-8, with the byte
 * @throws TokenizerError `FILE_NOT_FOUND`, `STORAGE_FAILED`
 */
export async function* lines(source: string | URL | Blob): AsyncGenerator<string, void, undefined> {
  const file = source instanceof Blob ? source : await fileAt(source);
  const name = source instanceof Blob ? 'The file' : String(source);
  let rest = '';
  for await (const text of decoded(file.stream(), name)) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield withoutReturn(rest + text.slice(start, end));
      rest = '';
      start = end + 1;
    }
    rest += text.slice(start);
  }
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

async function* decoded(stream: ReadableStream<Uint8Array>, name: string): AsyncGenerator<string, void, undefined> {
  const decoder = utf8();
  const reader = stream.getReader();
  let bytes = 0;
  /** The beginning of a character whose end is still to come. */
  let begun = new Uint8Array();
  try {
    for (;;) {
      const { done, value = new Uint8Array() } = await reader.read();
      const read = concatenated(begun, value);
      let text: string;
      try {
        text = decoder.decode(value, { stream: !done });
      } catch (cause) {
        throw new TokenizerError('DATA_INVALID', `${name} must be UTF-8, but is not at byte ${bytes + wellFormedBytes(read)}.`, { cause });
      }
      const length = utf8Length(text);
      begun = read.slice(length);
      yield bytes === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
      bytes += length;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function utf8(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** How many bytes come before the first character that is broken. */
function wellFormedBytes(bytes: Uint8Array): number {
  let good = 0;
  for (let bad = bytes.length + 1; bad - good > 1; ) {
    const middle = (good + bad) >> 1;
    try {
      utf8().decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return utf8Length(utf8().decode(bytes.subarray(0, good), { stream: true }));
}
