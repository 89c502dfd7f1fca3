import { TokenizerError } from '../errors.ts';
import type { ByteFile } from './byte-file.ts';

/**
 * A file of a web server, read from its start as far as it is asked for; undefined if there is none.
 *
 * @throws TokenizerError `STORAGE_FAILED`
 */
export async function openHttpFile(url: URL, send: typeof fetch = fetch): Promise<HttpFile | undefined> {
  const failed = (reason: string, cause?: unknown): TokenizerError => new TokenizerError('STORAGE_FAILED', `${url.href} can't be fetched: ${reason}.`, { cause });
  let answer: Response;
  try {
    answer = await send(url);
  } catch (cause) {
    throw failed(cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (answer.ok && answer.body !== null && answer.headers.get('content-type')?.startsWith('text/html') !== true) return new HttpFile(answer.body, sizeOf(answer), failed);
  await answer.body?.cancel();
  // Servers of single-page applications answer every path with a page.
  if (answer.ok || [403, 404, 410].includes(answer.status)) return undefined;
  throw failed(`${answer.status} ${answer.statusText}`);
}

function sizeOf({ headers }: Response): number {
  // The length is that of what is sent, not of what it is unpacked to.
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length === null ? Infinity : Number(length);
}

/** What has come is kept, so that all of it can be read again. */
export class HttpFile implements ByteFile {
  readonly size: number;
  readonly #body: ReadableStream<Uint8Array>;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #failed: (reason: string, cause?: unknown) => TokenizerError;
  #bytes = new Uint8Array(0);
  #loaded = 0;

  constructor(body: ReadableStream<Uint8Array>, size: number, failed: (reason: string, cause?: unknown) => TokenizerError) {
    this.#body = body;
    this.size = size;
    this.#failed = failed;
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return {
      arrayBuffer: async () => {
        await this.#load(end);
        return this.#bytes.slice(start, Math.min(end, this.#loaded)).buffer;
      },
    };
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.slice(0, Infinity).arrayBuffer();
  }

  /** The whole file; nothing of it may have been read. */
  stream(): ReadableStream<Uint8Array> {
    return this.#body;
  }

  /** Fetches no more. */
  async close(): Promise<void> {
    await (this.#reader ?? this.#body).cancel().catch(() => undefined);
  }

  async #load(end: number): Promise<void> {
    this.#reader ??= this.#body.getReader();
    while (this.#loaded < end) {
      const { done, value } = await this.#reader.read().catch((cause: unknown) => {
        throw this.#failed('the connection broke', cause);
      });
      if (done) return;
      const needed = this.#loaded + value.length;
      if (needed > this.#bytes.length) {
        const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
        larger.set(this.#bytes);
        this.#bytes = larger;
      }
      this.#bytes.set(value, this.#loaded);
      this.#loaded = needed;
    }
  }
}
