import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** @throws when there is no chromium: a test that was left out would look like one that passed */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`There is no chromium at ${executablePath}. Install it (Debian: apt-get install chromium), or say where it is: CHROMIUM_PATH=/path/to/chromium.`);
  return await chromium.launch({ executablePath, args: flags });
}

/** What chromium says of itself where WebGPU is asked for and there is no GPU. */
const withoutGpu = 'No available adapters.';

/** What a page came to. */
export interface Visit {
  readonly result: unknown;
  readonly isolated: boolean;
  /** Names of the WebAssembly files that were fetched. */
  readonly wasm: readonly string[];
  /** What the page could not get, and what it said that it should not have said. */
  readonly complaints: readonly string[];
}

/** Opens a page and waits for `globalThis.result`. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const wasm: string[] = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && message.text() !== withoutGpu) complaints.push(message.text()); });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('response', (response) => {
    if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.wasm')) wasm.push(pathname);
  });
  try {
    await page.goto(url);
    const handle = await page.waitForFunction(() => (globalThis as { result?: unknown }).result, undefined, { timeout: 60_000 }).catch((cause: unknown) => {
      throw new Error(`nothing came of ${url}: ${complaints.join('; ')}`, { cause });
    });
    return { result: await handle.jsonValue(), isolated: await page.evaluate(() => globalThis.crossOriginIsolated), wasm, complaints };
  } finally {
    await page.close();
  }
}
