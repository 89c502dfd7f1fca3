import type { CheckpointStore } from '../src/checkpoint/index.ts';
import { collect } from '../src/checkpoint/bytes.ts';

/** What the suite needs of a test runner, so that it also runs where there is none, e.g. in a page. */
export interface Runner {
  readonly it: (name: string, test: () => Promise<void>) => void;
  readonly equal: (actual: unknown, expected: unknown) => void;
}

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

/** What every store promises that can be written to. `make` gives the same place each time it is called within a test, and an empty one in the next. */
export function storeConformance({ it, equal }: Runner, place: () => Promise<() => CheckpointStore>): void {
  const content = async (store: CheckpointStore, path: string): Promise<string | undefined> => {
    const file = await store.read(path);
    return file && new TextDecoder().decode(await file.arrayBuffer());
  };

  it('tells of what is not there', async () => {
    const store = (await place())();
    equal(await store.read('none'), undefined);
    equal(await store.read('no/folder/none'), undefined);
    equal(await store.list(''), []);
    equal(await store.list('no/folder'), []);
    await store.remove('none');
    await store.remove('no/folder/none');
  });

  it('reads what stands in a store beside it', async () => {
    const store = (await place())();
    equal(await store.read('../none/a'), undefined);
    equal(await store.list('../none'), []);
  });

  it('gives back what was written, in parts too', async () => {
    const open = await place();
    await open().write('a.bin', [text('hello '), text(''), text('world')]);
    equal(await content(open(), 'a.bin'), 'hello world');
    const file = await open().read('a.bin');
    equal(file?.size, 11);
    equal(new TextDecoder().decode(await file?.slice(6, 9).arrayBuffer()), 'wor');
    equal(new TextDecoder().decode(await file?.slice(2, 9).slice(1, 3).arrayBuffer()), 'lo');
    equal((await file?.slice(4, 4).arrayBuffer())?.byteLength, 0);
  });

  it('writes pieces that come later, and empty files', async () => {
    const open = await place();
    await open().write('later', (async function* () {
      for (const part of ['1', '2', '3']) yield await Promise.resolve(text(part));
    })());
    await open().write('empty', []);
    equal(await content(open(), 'later'), '123');
    equal(await content(open(), 'empty'), '');
  });

  it('writes over what was there, longer or shorter', async () => {
    const open = await place();
    await open().write('a', [text('long content')]);
    await open().write('a', [text('short')]);
    equal(await content(open(), 'a'), 'short');
  });

  it('leaves no file that could not be written in full', async () => {
    const store = (await place())();
    const failing = (async function* () {
      yield await Promise.resolve(text('half'));
      throw new Error('no more');
    })();
    let told: unknown;
    await store.write('a', failing).catch((error: unknown) => { told = error; });
    equal((told as Error).message, 'no more');
    equal(await store.read('a'), undefined);
  });

  it('keeps folders apart', async () => {
    const open = await place();
    await open().write('part/a', [text('inner')]);
    await open().write('a', [text('outer')]);
    await open().write('part/deep/b', [text('b')]);
    equal(await content(open(), 'part/a'), 'inner');
    equal(await content(open(), 'a'), 'outer');
    equal([...((await open().list('')) ?? [])].sort(), ['a', 'part']);
    equal([...((await open().list('part')) ?? [])].sort(), ['a', 'deep']);
    equal(await open().read('part'), undefined);
  });

  it('replaces a file, or makes it', async () => {
    const open = await place();
    await open().replace('figment.json', text('{"old":true,"and":"longer"}'));
    await open().replace('figment.json', text('{"new":true}'));
    equal(await content(open(), 'figment.json'), '{"new":true}');
    equal(await open().list(''), ['figment.json']);
  });

  it('renames over what is there, if it renames', async () => {
    const open = await place();
    const { rename } = open();
    if (rename === undefined) return;
    await open().write('a', [text('a')]);
    await open().write('b', [text('b')]);
    await rename('a', 'b');
    await rename('b', 'other/b');
    equal(await content(open(), 'other/b'), 'a');
    equal(await open().list(''), ['other']);
  });

  it('removes files, and folders with all in them', async () => {
    const open = await place();
    for (const path of ['a', 'ab', 'folder/a', 'folder/in/b']) await open().write(path, [text(path)]);
    await open().remove('a');
    await open().remove('folder');
    equal(await open().list(''), ['ab']);
    equal(await open().read('folder/in/b'), undefined);
  });

  it('takes pieces of a megabyte', async () => {
    const open = await place();
    const piece = new Uint8Array(2 ** 20).map((_, i) => i % 251);
    await open().write('large', [piece, piece, piece]);
    const file = await open().read('large');
    equal(file?.size, 3 * 2 ** 20);
    const middle = new Uint8Array((await file?.slice(2 ** 20 - 5, 2 ** 20 + 5).arrayBuffer()) ?? new ArrayBuffer(0));
    equal([...middle], [...piece.slice(-5), ...piece.slice(0, 5)]);
    equal((await collect([piece])).length, 2 ** 20);
  });
}
