/** Opens the packed package in chromium: in vite's development server, built by vite, and without any tool. */
import { isDeepStrictEqual } from 'node:util';

import { type Browser, chromium } from 'playwright-core';
import { build, createServer, preview } from 'vite';

import { createProject } from './project.ts';
import { serveFolder } from './serve-folder.ts';

const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const expected = (isolated: boolean): object => ({ name: 'wasm', isolated, value: [18, 18, 18, 18], gradient: Array<number>(9).fill(4) });

const project = await createProject();
const { folder } = project;
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] });
try {
  const common = { root: folder, configFile: false, logLevel: 'error' } as const;

  const server = await createServer({ ...common, server: { port: 0 } });
  await server.listen();
  await check(browser, 'vite, development', server.resolvedUrls?.local[0] ?? '', false);
  await server.close();

  await build({ ...common, build: { target: 'es2022' } });
  const built = await preview({ ...common, preview: { port: 0, headers } });
  await check(browser, 'vite, built, isolated page', built.resolvedUrls?.local[0] ?? '', true);
  await built.close();

  const plain = await serveFolder(folder, headers);
  await check(browser, 'import map, isolated page', `${plain.url}/import-map.html`, true);
  plain.close();
} finally {
  await browser.close();
  await project.remove();
}

async function check(in_: Browser, name: string, url: string, isolated: boolean): Promise<void> {
  const page = await in_.newPage();
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await page.goto(url);
  const result = await page
    .waitForFunction(() => (globalThis as { result?: object }).result, undefined, { timeout: 60_000 })
    .then((handle) => handle.jsonValue())
    .catch(() => ({ error: 'nothing came of it' }));
  await page.close();
  const said = messages.filter((text) => !text.startsWith('[vite]'));
  if (!isDeepStrictEqual(result, expected(isolated)) || said.length > 0) throw new Error(`${name}: ${JSON.stringify(result)} ${said.join('\n')}`);
  console.log(`pass ${name}`);
}
