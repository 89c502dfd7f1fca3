import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

// Node has no such file system; where there is no browser nothing can be said about it.
describe.skipIf(!existsSync(executablePath))('opfs, in chromium', () => {
  let folder: string;
  let script: Buffer;
  let browser: Browser;
  let page: Page;
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else response.setHeader('content-type', 'text/html').end('<!doctype html><script type="module" src="/page.js"></script>');
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'figment-opfs-'));
    await build({
      config: false, silent: true, format: 'esm', platform: 'browser', target: 'es2022', outDir: folder, outExtension: () => ({ js: '.mjs' }),
      entry: [fileURLToPath(new URL('../../../test/opfs-page.ts', import.meta.url))],
    });
    script = await readFile(join(folder, 'opfs-page.mjs'));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  it('does what every store promises', { timeout: 60_000 }, async () => {
    const handle = await page.waitForFunction(() => (globalThis as { results?: Record<string, string> }).results);
    const results = (await handle.jsonValue()) as Record<string, string>;
    expect(Object.keys(results).length).toBeGreaterThan(8);
    expect(Object.entries(results).filter(([, result]) => result !== 'passed')).toEqual([]);
  });

  it('says when the quota is used up, and leaves nothing half-written', { timeout: 60_000 }, async () => {
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 2 ** 20 });
    expect(await page.evaluate(() => (globalThis as unknown as { overfill(): Promise<unknown> }).overfill())).toEqual({ code: 'STORAGE_FULL', left: [] });
  });
});
