import { fileStore } from '#platform/files';
import { shippedFolders, within } from '#platform/shipped';

import { FigmentError } from '../../errors.ts';
import { httpStore } from './http.ts';
import { memoryStore } from './memory.ts';
import { opfsStore } from './opfs.ts';
import type { CheckpointPath, CheckpointStore } from './store.ts';

/**
 * The store that a path means.
 *
 * @throws FigmentError `OPTIONS_INVALID` for a path of no known kind
 */
export function storeAt(path: CheckpointPath): CheckpointStore {
  if (typeof path === 'object' && !(path instanceof URL)) return path;
  const text = String(path);
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]+):(.*)$/is.exec(text) ?? [];
  if (text === '' || (['memory', 'opfs'].includes(scheme) && rest === '')) throw unknownPath(text);
  switch (scheme) {
    case '':
      return fileStore(text);
    case 'file':
      return fileStore(new URL(text));
    case 'memory':
      return memoryStore(rest);
    case 'opfs':
      return opfsStore(rest);
    case 'http':
    case 'https':
      return httpStore(text);
    default:
      throw unknownPath(text);
  }
}

/** The store that a path means to a reader: 'models/NAME' is also looked for where shipped models lie. */
export async function findStore(path: CheckpointPath): Promise<CheckpointStore> {
  const store = storeAt(path);
  const shipped = typeof path === 'string' ? /^models[/\\](.+)$/.exec(path)?.[1] : undefined;
  if (shipped === undefined || (await store.read('figment.json')) !== undefined) return store;
  for (const folder of await shippedFolders()) {
    const candidate = storeAt(within(folder, shipped));
    if ((await candidate.read('figment.json')) !== undefined) return candidate;
  }
  return store;
}

function unknownPath(text: string): FigmentError {
  return new FigmentError('OPTIONS_INVALID', `a checkpoint's path must be a folder, 'opfs:NAME', 'memory:NAME' or an http(s) address, got ${JSON.stringify(text)}.`);
}
