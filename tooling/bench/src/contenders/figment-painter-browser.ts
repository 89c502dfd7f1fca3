/** Pictures by the shipped painter of emoji in a page: in one that has painted before or, with `fresh`, from the opening of a page without a cache. */
import { existsSync } from 'node:fs';

import { chromium, type Page } from 'playwright-core';

import { servePage } from '../page/serve-page.ts';
import { serve, settings } from '../serve.ts';

const { fresh = false } = settings();
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error(`There is no chromium at ${executablePath}. Say where it is: CHROMIUM_PATH=/path/to/chromium.`);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const { url } = await servePage();
const paint = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { paint(): Promise<number> }).paint());

/** A context has caches of its own. */
async function opened(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

const open = fresh ? undefined : await opened();
await serve({ name: `Figment, wasm (CPU, 1 thread, SIMD), Chromium ${browser.version()}${fresh ? ', a new page' : ''}` }, async () => {
  const page = open ?? (await opened());
  const value = await paint(page);
  if (open === undefined) await page.context().close();
  return value;
});
