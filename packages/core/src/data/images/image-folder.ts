import { listFiles, readFile } from '#platform/folders';

import { imageExtensions, type ImageFields, type ImageSet, imageSet, type ImageSetOptions, type ImageSource } from './image-set.ts';

/**
 * The PNG, JPEG and WebP files in a folder and the folders below it, decoded to one size.
 *
 * `await imageFolder('photos/', { size: 32, labels: true })`
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `DATA_EMPTY` when no picture can be read, `IMAGE_UNREADABLE` with `onUnreadable: 'throw'`,
 *   `OPTIONS_INVALID`, `PACKAGE_MISSING` without `sharp`
 */
export async function imageFolder<const Options extends ImageSetOptions>(folder: string, options: Options): Promise<ImageSet<ImageFields<Options>>> {
  return imageSet(await sourcesOfFolder(folder, { captions: options.captions === true }), folder, options);
}

/** The pictures of a folder, and the texts beside them where these are asked for; none is read yet. */
export async function sourcesOfFolder(folder: string, { captions = false }: { readonly captions?: boolean } = {}): Promise<readonly ImageSource[]> {
  const at = (name: string): string => `${folder.replace(/[\\/]+$/, '')}/${name}`;
  const names = await listFiles(folder, imageExtensions);
  const texts = new Set(captions ? await listFiles(folder, ['.txt']) : []);
  return names.map((name) => {
    const text = name.replace(/\.\w+$/, '.txt');
    return {
      name,
      read: () => readFile(at(name)),
      caption: async () => (texts.has(text) ? new TextDecoder().decode(await readFile(at(text))).trim() : ''),
    };
  });
}
