import { simdBinary } from '#backend/wasm-url';

import { FigmentError } from '../../../errors.ts';
import { binaryName } from './name.ts';

/**
 * A URL of tfjs's WebAssembly, already fetched: tfjs itself would not say what went wrong, and could not be started again.
 * @throws FigmentError `BACKEND_UNAVAILABLE`
 */
export async function locateBinary(baseUrl: string | undefined): Promise<string> {
  const url = baseUrl === undefined ? published(simdBinary.href) : new URL(binaryName, new URL(baseUrl, globalThis.location.href)).href;
  const bytes = await fetchBytes(url);
  // A server that answers every path with its page is common: '\0asm' tells.
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) throw notServed(url, 'what is served there is not WebAssembly');
  return URL.createObjectURL(new Blob([bytes], { type: 'application/wasm' }));
}

/**
 * Vite's development server copies dependencies' code into `node_modules/.vite/deps`, and leaves the files beside it
 * where they were: in the package.
 */
function published(url: string): string {
  return url.replace(/\/\.vite\/deps[^/]*\/[^/]*$/, `/@figment/core/dist/backend/wasm/binary/${binaryName}`);
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (cause) {
    throw notServed(url, 'it could not be fetched', cause);
  }
  if (!response.ok) throw notServed(url, `the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function notServed(url: string, why: string, cause?: unknown): FigmentError {
  return new FigmentError('BACKEND_UNAVAILABLE', `backend 'wasm' needs ${url}: ${why}. Say where ${binaryName} is served: wasm: { baseUrl: '/path/' }.`, { cause });
}
