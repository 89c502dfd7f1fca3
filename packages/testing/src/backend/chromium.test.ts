import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { PageResult } from '../../test/browser/page.ts';
import { serve, type Served } from '../../test/browser/serve.ts';
import { backendCases } from './cases/index.ts';

const flags = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-unsafe-webgpu'];

let served: Served | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  // A test that was left out would look like one that passed.
  if (!existsSync(executablePath)) throw new Error(`There is no chromium at ${executablePath}. Install it (Debian: apt-get install chromium), or say where it is: CHROMIUM_PATH=/path/to/chromium.`);
  served = await serve();
  browser = await chromium.launch({ executablePath, headless: true, args: flags });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

// WebGPU on the software adapter of chromium, which is taken because it is asked for by name.
it.each([['webgpu', /software/i], ['wasm', /SIMD/], ['cpu', /JavaScript/]] as const)('%s computes rightly in chromium', { timeout: 600_000 }, async (backend, device) => {
  const page = await browser!.newPage();
  await page.goto(`${served!.address}?backend=${backend}`);
  const handle = await page.waitForFunction(() => (globalThis as { result?: PageResult }).result, undefined, { timeout: 590_000 });
  const result = (await handle.jsonValue())!;
  await page.close();
  expect(result.faults).toEqual([]);
  expect(result.cases).toBe(backendCases.length);
  expect(result.device).toMatch(device);
});
