/** What lies in this browser's private file system under a name. */
export interface OwnCheckpoint {
  readonly name: string;
  readonly bytes: number;
  readonly savedAt: number | undefined;
}

type Entries = AsyncIterable<readonly [string, FileSystemDirectoryHandle | FileSystemFileHandle]>;

const entriesOf = (folder: FileSystemDirectoryHandle): Entries => (folder as unknown as { entries(): Entries }).entries();

async function root(): Promise<FileSystemDirectoryHandle | undefined> {
  // Private windows and plain http have none: then nothing is kept, which is no error.
  return await navigator.storage.getDirectory().catch(() => undefined);
}

/** Folders that hold a checkpoint. */
export async function ownCheckpoints(): Promise<readonly OwnCheckpoint[]> {
  const folder = await root();
  if (folder === undefined) return [];
  const found: OwnCheckpoint[] = [];
  for await (const [name, handle] of entriesOf(folder)) {
    if (handle.kind !== 'directory') continue;
    const files = await filesIn(handle);
    const manifest = files.find(({ path }) => path === 'figment.json');
    if (manifest !== undefined) found.push({ name, bytes: files.reduce((sum, { file }) => sum + file.size, 0), savedAt: manifest.file.lastModified });
  }
  return found;
}

/** All files below a folder, by path. */
async function filesIn(folder: FileSystemDirectoryHandle, prefix = ''): Promise<readonly { readonly path: string; readonly file: File }[]> {
  const files: { path: string; file: File }[] = [];
  for await (const [name, handle] of entriesOf(folder)) {
    if (handle.kind === 'directory') files.push(...await filesIn(handle, `${prefix}${name}/`));
    else files.push({ path: `${prefix}${name}`, file: await handle.getFile() });
  }
  return files;
}

export async function filesOf(name: string): Promise<readonly { readonly path: string; readonly file: File }[]> {
  const folder = await root();
  return folder === undefined ? [] : await filesIn(await folder.getDirectoryHandle(name));
}

export async function removeCheckpoint(name: string): Promise<void> {
  await (await root())?.removeEntry(name, { recursive: true });
}
