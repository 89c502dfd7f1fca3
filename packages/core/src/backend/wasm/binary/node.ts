import { simdBinary } from '#backend/wasm-url';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { FigmentError } from '../../../errors.ts';
import { binaryName } from './name.ts';

/**
 * The path of tfjs's WebAssembly, which is known to exist.
 * @throws FigmentError `BACKEND_UNAVAILABLE`
 */
export async function locateBinary(baseUrl: string | undefined): Promise<string> {
  const path = baseUrl === undefined ? fileURLToPath(simdBinary) : baseUrl.startsWith('file:') ? fileURLToPath(`${baseUrl}${binaryName}`) : `${baseUrl}${binaryName}`;
  try {
    await access(path);
  } catch (cause) {
    throw new FigmentError('BACKEND_UNAVAILABLE', `backend 'wasm' needs ${binaryName}, and there is no file ${path}. Say which folder holds it: wasm: { baseUrl: '/path/' }.`, { cause });
  }
  return path;
}
