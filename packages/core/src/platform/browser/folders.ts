import { FigmentError, reasonOf } from '../../errors.ts';

/** A page cannot look into folders: nothing is known before it is fetched. */
export const lookUp: (path: string) => Promise<'file' | 'folder' | undefined> = () => Promise.resolve(undefined);

/** @throws FigmentError `FILE_NOT_FOUND`, always: a page is handed files, it cannot list them */
export const listFiles: (folder: string, extensions: readonly string[]) => Promise<string[]> = (folder) =>
  Promise.reject(new FigmentError('FILE_NOT_FOUND', `${folder} cannot be listed by a page. Use imageFiles or textFiles with files that a user chose or dropped.`));

/**
 * Fetches a URL.
 *
 * @throws FigmentError `FILE_NOT_FOUND`
 */
export async function readFile(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url).catch((cause: unknown) => {
    throw new FigmentError('FILE_NOT_FOUND', `${url} cannot be fetched: ${reasonOf(cause)}.`, { cause });
  });
  if (!answer.ok) throw new FigmentError('FILE_NOT_FOUND', `${url} cannot be fetched: ${answer.status} ${answer.statusText}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
