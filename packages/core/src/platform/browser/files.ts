import { httpStore } from '../../checkpoint/stores/http.ts';
import type { CheckpointStore } from '../../checkpoint/stores/store.ts';

/** In a page a plain path means what it means in a link: a folder of the server, read only. */
export function fileStore(path: string | URL): CheckpointStore {
  return httpStore(new URL(path, globalThis.location.href));
}
