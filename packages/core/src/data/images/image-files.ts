import { imageExtensions, type ImageFields, type ImageSet, imageSet, type ImageSetOptions, type ImageSource } from './image-set.ts';

/** A file with the path it had in what was dropped: unlike a `File` from an input, a dropped one has forgotten it. */
export interface NamedFile {
  readonly path: string;
  readonly file: File;
}

/**
 * Pictures that a user chose in a page or dropped on it (see {@link droppedFiles}); `.txt` files among them can be their captions.
 *
 * @throws FigmentError `DATA_EMPTY` when no picture can be read, `IMAGE_UNREADABLE` with `onUnreadable: 'throw'`, `OPTIONS_INVALID`
 */
export function imageFiles<const Options extends ImageSetOptions>(files: Iterable<File | NamedFile>, options: Options): Promise<ImageSet<ImageFields<Options>>> {
  return imageSet(sourcesOfFiles(files), 'your files', options);
}

/** The pictures among files, and the texts beside them; none is read yet. */
export function sourcesOfFiles(files: Iterable<File | NamedFile>): readonly ImageSource[] {
  const named = Array.from(files, (file) => (file instanceof File ? { path: file.webkitRelativePath || file.name, file } : file));
  const texts = new Map(named.filter(({ path }) => /\.txt$/i.test(path)).map(({ path, file }) => [withoutExtension(path), file]));
  return named
    .filter(({ path, file }) => /^image\//.test(file.type) || imageExtensions.some((extension) => path.toLowerCase().endsWith(extension)))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, file }) => ({
      name: path,
      read: () => Promise.resolve(file),
      caption: async () => ((await texts.get(withoutExtension(path))?.text()) ?? '').trim(),
    }));
}

/**
 * The files of a drop, with those in dropped folders. Call it inside the event's handler: a `DataTransfer` is empty afterwards.
 */
export function droppedFiles(dropped: DataTransfer): Promise<NamedFile[]> {
  // Both must be asked for before the first await.
  const entries = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = entries.length > 0 ? [] : Array.from(dropped.files, (file) => ({ path: file.name, file }));
  return walk(entries).then((found) => [...files, ...found]);
}

async function walk(entries: readonly FileSystemEntry[]): Promise<NamedFile[]> {
  const found: NamedFile[] = [];
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); });
      found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    } else found.push(...(await walk(await childrenOf(entry as FileSystemDirectoryEntry))));
  }
  return found;
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  // A reader hands out its entries in portions, and an empty one at the end.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (portion.length === 0) return children;
    children.push(...portion);
  }
}

function withoutExtension(path: string): string {
  return path.replace(/\.\w+$/, '');
}
