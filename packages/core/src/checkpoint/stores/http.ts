import { FigmentError } from '../../errors.ts';
import type { ByteSource } from '../bytes.ts';
import type { CheckpointStore } from './store.ts';

/** As much as a first request asks for: the header of most files. */
const FIRST_BYTES = 256 * 1024;

/** A folder on a web server, read only. Parts of a file are fetched by range requests where the server answers them, else it is fetched whole. */
export function httpStore(address: string | URL, send: typeof fetch = fetch): CheckpointStore {
  const base = new URL(address);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const readOnly = (): Promise<never> => Promise.reject(new FigmentError('STORAGE_READ_ONLY', `${base.href} is read only: save to a folder, 'opfs:NAME' or 'memory:NAME'.`));
  return {
    location: base.href,
    read: (path) => open(new URL(path, base), send),
    list: () => Promise.resolve(undefined),
    write: readOnly,
    replace: readOnly,
    remove: readOnly,
  };
}

async function open(url: URL, send: typeof fetch): Promise<ByteSource | undefined> {
  const answer = await request(url, send, `bytes=0-${FIRST_BYTES - 1}`);
  // An empty file has no byte that a range could name.
  if (answer.status === 416) return new Blob([]);
  if (answer.status === 404 || answer.status === 403 || answer.status === 410) return undefined;
  if (!answer.ok) throw new FigmentError('STORAGE_FAILED', `${url.href} can't be fetched: ${answer.status} ${answer.statusText}.`);
  // Servers of single-page apps answer every path with a page.
  if (answer.headers.get('content-type')?.startsWith('text/html')) return undefined;
  const body = await answer.blob();
  const total = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]);
  return answer.status === 206 && Number.isSafeInteger(total) && total > body.size ? rangeSource(url, send, total, body) : body;
}

function rangeSource(url: URL, send: typeof fetch, total: number, head: Blob, start = 0, end = total): ByteSource {
  return {
    size: end - start,
    slice: (from, to) => rangeSource(url, send, total, head, Math.min(start + from, end), Math.min(start + to, end)),
    async arrayBuffer() {
      if (start >= end) return new ArrayBuffer(0);
      if (end <= head.size) return await head.slice(start, end).arrayBuffer();
      const answer = await request(url, send, `bytes=${start}-${end - 1}`);
      if (answer.status !== 206) throw new FigmentError('STORAGE_FAILED', `${url.href} can't be fetched in parts any more: ${answer.status} ${answer.statusText}.`);
      return await answer.arrayBuffer();
    },
  };
}

async function request(url: URL, send: typeof fetch, range: string): Promise<Response> {
  try {
    return await send(url, { headers: { range } });
  } catch (cause) {
    throw new FigmentError('STORAGE_FAILED', `${url.href} can't be fetched: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}
