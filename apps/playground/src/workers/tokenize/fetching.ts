import { TokenizerError } from '@figment/tokenizer';

import type { LoadedBytes } from '../tokenize-protocol.ts';

/**
 * Bytes of a file that comes with the playground.
 *
 * @throws TokenizerError `FILE_NOT_FOUND`
 */
export async function fetchBytes(url: string, onProgress?: (loaded: LoadedBytes) => void): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => undefined);
  if (response?.ok !== true || response.body === null) throw new TokenizerError('FILE_NOT_FOUND', `${url} could not be fetched${response === undefined ? '' : ` (${response.status})`}.`);
  // A packed response says how long it is when packed, which is not what arrives here.
  const length = response.headers.has('content-encoding') ? undefined : Number(response.headers.get('content-length') ?? Number.NaN);
  const total = length === undefined || Number.isNaN(length) ? undefined : length;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    loaded += chunk.length;
    onProgress?.({ loaded, total });
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
