import * as nodeFiles from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fileStore, type FileSystem } from '../../platform/node/files.ts';
import { storeConformance } from '../../../test/store-conformance.ts';
import type { ByteSource } from '../bytes.ts';
import { httpStore } from './http.ts';
import { memoryStore } from './memory.ts';
import { storeAt } from './store-at.ts';
import type { CheckpointStore } from './store.ts';

const runner = { it, equal: (actual: unknown, expected: unknown) => { expect(actual).toEqual(expected); } };
const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await nodeFiles.mkdtemp(join(tmpdir(), 'figment-stores-'));
});
afterAll(() => nodeFiles.rm(folder, { recursive: true }));
const fresh = (): string => join(folder, `place-${(count += 1)}`);

describe('memory', () => {
  storeConformance(runner, () => {
    const files = new Map<string, Blob>();
    return Promise.resolve(() => memoryStore('test', files));
  });

  it('keeps what has a name', async () => {
    await memoryStore('named').write('a', [text('kept')]);
    expect(await (await memoryStore('named').read('a'))?.arrayBuffer()).toEqual(text('kept').buffer);
    expect(await memoryStore('other').list('')).toEqual([]);
  });
});

it('reads what stands in a store beside it', async () => {
  const place = fresh();
  const read = async (store: CheckpointStore): Promise<readonly [string | undefined, readonly string[] | undefined]> => {
    const file = await store.read('../b/inside/file');
    return [file && new TextDecoder().decode(await file.arrayBuffer()), await store.list('../b/inside')];
  };
  await fileStore(join(place, 'b')).write('inside/file', [text('beside')]);
  await memoryStore(`${place}/b`).write('inside/file', [text('beside')]);
  expect(await read(fileStore(join(place, 'a')))).toEqual(['beside', ['file']]);
  expect(await read(memoryStore(`${place}/a`))).toEqual(['beside', ['file']]);
  const asked: string[] = [];
  await httpStore('https://example.org/models/a', (url) => { asked.push(url instanceof Request ? url.url : String(url)); return Promise.resolve(new Response('beside')); }).read('../b/inside/file');
  expect(asked).toEqual(['https://example.org/models/b/inside/file']);
});

describe('files', () => {
  storeConformance(runner, () => {
    const place = fresh();
    return Promise.resolve(() => fileStore(place));
  });

  it('takes file URLs', async () => {
    const place = fresh();
    await fileStore(pathToFileURL(place)).write('a', [text('by URL')]);
    expect(await nodeFiles.readFile(join(place, 'a'), 'utf8')).toBe('by URL');
  });

  /** A disk on which so many bytes fit: the handle fails as the system's does. */
  function fullAfter(bytes: number, code = 'ENOSPC'): FileSystem {
    let left = bytes;
    return {
      ...nodeFiles,
      async open(path: string, flags: string) {
        const file = await nodeFiles.open(path, flags);
        const writeFile = async (chunk: Uint8Array): Promise<void> => {
          await file.writeFile(chunk.subarray(0, left));
          left -= chunk.length;
          if (left < 0) throw Object.assign(new Error(`${code}: no space left on device, write`), { code });
        };
        return { writeFile, sync: () => file.sync(), close: () => file.close() };
      },
    } as unknown as FileSystem;
  }

  it.each(['ENOSPC', 'EDQUOT'])('says that the disk is full (%s), and leaves nothing half-written', async (code) => {
    const place = fresh();
    const store = fileStore(place, fullAfter(10, code));
    await store.write('fits', [text('12345')]);
    await expect(store.write('a', [text('123'), text('456')])).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FULL', message: `${join(place, 'a')} can't be written: there is no space left (${code}). What was there is untouched.` }));
    await expect(store.replace('figment.json', text('0123456789'))).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FULL' }));
    expect(await nodeFiles.readdir(place)).toEqual(['fits']);
  });

  it('says what else is wrong', async () => {
    const place = fresh();
    await nodeFiles.writeFile(place, 'a file where a folder should be');
    await expect(fileStore(place).write('a', [text('1')])).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
    expect(await fileStore(place).read('a')).toBeUndefined();
  });
});

describe('http', () => {
  const content = new Uint8Array(600_000).map((_, i) => i % 251);
  const asked: (string | undefined)[] = [];
  let base: string;
  const server = createServer((request, response) => {
    asked.push(request.headers.range);
    const whole = request.url === '/run/whole';
    if (request.url === '/run/page') response.setHeader('content-type', 'text/html').end('<html></html>');
    else if (request.url === '/run/broken') response.writeHead(500).end();
    else if (request.url === '/run/file' || whole) {
      const [, from = 0, to = 0] = (/bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []).map(Number);
      if (whole) response.end(content);
      else response.writeHead(206, { 'content-range': `bytes ${from}-${Math.min(to, content.length - 1)}/${content.length}` }).end(content.subarray(from, to + 1));
    } else response.writeHead(404).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/run`;
  });
  afterAll(() => { server.close(); });

  it('fetches what is asked for, in parts', async () => {
    const file = await httpStore(base).read('file');
    expect(file?.size).toBe(600_000);
    asked.length = 0;
    expect(new Uint8Array(await (file as ByteSource).slice(10, 20).arrayBuffer())).toEqual(content.slice(10, 20));
    expect(asked).toEqual([]); // it came with the first answer
    expect(new Uint8Array(await (file as ByteSource).slice(500_000, 500_100).arrayBuffer())).toEqual(content.slice(500_000, 500_100));
    expect(asked).toEqual(['bytes=500000-500099']);
  });

  it('takes the whole where the server knows no parts', async () => {
    const file = await httpStore(`${base}/`).read('whole');
    expect(Buffer.from((await file?.arrayBuffer()) as ArrayBuffer).equals(content)).toBe(true);
  });

  it('tells of what is not there, and of what fails', async () => {
    expect(await httpStore(base).read('none')).toBeUndefined();
    expect(await httpStore(base).read('page')).toBeUndefined();
    await expect(httpStore(base).read('broken')).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
    await expect(httpStore('http://127.0.0.1:1/').read('a')).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
  });

  it('can only be read', async () => {
    const store: CheckpointStore = httpStore(base);
    for (const work of [store.write('a', []), store.replace('a', text('')), store.remove('a')]) await expect(work).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_READ_ONLY' }));
  });
});

describe('what a path means', () => {
  it.each([
    ['runs/a', 'runs/a'],
    ['memory:b', 'memory:b'],
    ['opfs:c', 'opfs:c'],
    ['https://example.org/models/d', 'https://example.org/models/d/'],
    ['C:\\runs', 'C:\\runs'],
  ])('%s', (path, location) => {
    expect(storeAt(path).location).toBe(location);
  });

  it.each(['', 'memory:', 'ftp://example.org/', 'opfs:'])('refuses "%s"', (path) => {
    expect(() => storeAt(path)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }));
  });

  it('opfs says where it works', async () => {
    await expect(storeAt('opfs:a').read('a')).rejects.toThrow(expect.objectContaining({ code: 'STORAGE_FAILED', message: 'There is no origin private file system here: it needs a browser and a page on https or localhost.' }));
  });
});
