import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openBrowser, visit } from './browser.ts';
import { createProject, type Project } from './project.ts';
import { run } from './repository.ts';
import { isolating, plainServer, viteBuild, viteDevelopment } from './serve.ts';

interface Outcome {
  readonly name: string;
  readonly losses: readonly number[];
  readonly shape: readonly number[];
  readonly inRange: boolean;
  readonly ids: readonly number[];
  readonly text: string;
  /** By a language model. */
  readonly written: string;
}

let project: Project;
/** What the program comes to in Node: in a page it has to come to the same. */
let inNode: Outcome;

/** Where torch is not: what is tried first is told to go on to the next. */
const noTorch = { FIGMENT_TORCH_LIB: '/nowhere' };

beforeAll(async () => {
  project = await createProject();
  inNode = JSON.parse(await run('node', ['main.mjs'], project.folder, noTorch)) as Outcome;
});
afterAll(() => project.remove());

describe('in Node', () => {
  it('starts wasm, trains, rebuilds a picture and writes', () => {
    expect(inNode).toMatchObject({ name: 'wasm', shape: [8, 8, 3], inRange: true });
    expect(inNode.losses).toHaveLength(4);
    expect(inNode.losses.every(Number.isFinite)).toBe(true);
    expect(inNode.written).not.toBe('');
  });

  it('trains a tokenizer, which gives a text back', () => {
    expect(inNode.text).toBe('안녕하세요 👋🏽');
    expect(inNode.ids.length).toBeLessThan(new TextEncoder().encode(inNode.text).length);
  });

  it.skipIf(process.env['FIGMENT_REQUIRE_TORCH'] !== '1')('starts torch where there is one, and comes to the same', async () => {
    const { name, losses, shape } = JSON.parse(await run('node', ['main.mjs'], project.folder)) as Outcome;
    expect({ name, shape }).toEqual({ name: 'torch', shape: inNode.shape });
    expect(losses).toEqual(inNode.losses.map((loss) => expect.closeTo(loss, 3) as number));
  });

  it.skipIf(process.env['FIGMENT_REQUIRE_TORCH'] !== '1')('compares what it calls with the torch there is', async () => {
    const cache = { XDG_CACHE_HOME: join(project.folder, 'cache') };
    expect(await run('npx', ['figment-torch-check'], project.folder, cache)).toMatch(/(\d+) of \1 operations are what the backend expects/);
  });

  it.each(['@figment/core', '@figment/tokenizer', '@figment/transformer', '@figment/vae', '@figment/diffusion', '@figment/gan', '@figment/backend-torch', '@figment/testing', '@figment/cli'])('%s can be imported by each of its entries', async (name) => {
    const { exports } = JSON.parse(await readFile(join(project.folder, 'node_modules', name, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
    // vitest is an optional peer, and installed by those who use it.
    const entries = Object.keys(exports).filter((entry) => !['./package.json', './vitest'].includes(entry)).map((entry) => `${name}${entry.slice(1)}`);
    await run('node', ['--input-type=module', '--eval', entries.map((entry) => `await import('${entry}');`).join('\n')], project.folder);
  });

  it('has the command', async () => {
    expect(JSON.parse(await run('npx', ['figment', 'backends', '--json'], project.folder, noTorch))).toMatchObject({ name: 'wasm' });
  });

  it('finds the shipped data', async () => {
    const program = "import { openDataset } from '@figment/core/data'; console.log((await openDataset('emoji')).size);";
    expect(Number(await run('node', ['--input-type=module', '--eval', program], project.folder))).toBeGreaterThan(1000);
  });
});

describe('in a page', () => {
  let browser: Browser;
  beforeAll(async () => { browser = await openBrowser(); });
  afterAll(() => browser.close());

  describe.each([['', {}], [', cross-origin isolated', isolating]] as const)('as it is served%s', (_, headers) => {
    it.each([['vite, development', viteDevelopment], ['vite, built', viteBuild], ['an import map', plainServer]] as const)('%s: starts wasm and comes to what Node comes to', async (_name, serve) => {
      const { url, close } = await serve(project.folder, headers);
      try {
        const { result, isolated, wasm, complaints } = await visit(browser, url);
        expect(complaints).toEqual([]);
        expect(result).toEqual({ ...inNode, losses: inNode.losses.map((loss) => expect.closeTo(loss, 6) as number) });
        expect(isolated).toBe(headers === isolating);
        expect(wasm).toEqual([expect.stringMatching(/tfjs-backend-wasm-simd[^/]*\.wasm$/)]);
      } finally {
        await close();
      }
    });
  });

  it.each(['core', 'tokenizer'])('the import map says all that %s chooses by platform', async (name) => {
    const { imports } = JSON.parse(await readFile(join(project.folder, `node_modules/@figment/${name}/package.json`), 'utf8')) as { imports: Record<string, { default: string }> };
    const html = await readFile(join(project.folder, 'import-map.html'), 'utf8');
    const map = JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as { scopes: Record<string, Record<string, string>> };
    const base = `/node_modules/@figment/${name}/`;
    expect(map.scopes[base]).toEqual(Object.fromEntries(Object.entries(imports).map(([specifier, target]) => [specifier, target.default.replace('./', base)])));
  });
});

describe('in TypeScript', () => {
  it.each(['bundler', 'nodenext'])('the examples have types, resolved as %s', async (resolution) => {
    await run('npx', ['tsc', '--project', `tsconfig.${resolution}.json`], project.folder);
  });
});
