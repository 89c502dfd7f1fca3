import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Pictures of every page land here; git ignores it. */
const screenshots = fileURLToPath(new URL('../screenshots/', import.meta.url));

const flags = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'en' | 'ko';
  readonly scheme?: 'light' | 'dark';
  /** Adds flags: WebGPU on its software adapter. */
  readonly flags?: readonly string[];
  readonly reducedMotion?: boolean;
}

/** A browser with a profile of its own: nothing of one test is left for the next. */
export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console said that it should not have said. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** @throws when there is no chromium: a test that was left out would look like one that passed */
function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`There is no chromium at ${path}. Install it (Debian: apt-get install chromium), or say where it is: CHROMIUM_PATH=/path/to/chromium.`);
  return path;
}

export async function open({ width = 1440, height = 960, language = 'en', scheme = 'light', flags: more = [], reducedMotion = false }: OpenOptions = {}): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'figment-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(), headless: true, args: [...flags, ...more], viewport: { width, height }, locale: language === 'ko' ? 'ko-KR' : 'en-GB', colorScheme: scheme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference', acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  // Long enough for a busy machine; nothing waits longer than it has to.
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`); });
  page.on('pageerror', (error) => { complaints.push(`uncaught: ${error.message}`); });
  return {
    context, page, complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export async function shoot(page: Page, name: string, { full = true } = {}): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  const before = page.viewportSize();
  // A window as tall as the page: what is fixed to its edges stays there.
  if (full && before !== null) await page.setViewportSize({ width: before.width, height: Math.max(before.height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  if (full && before !== null) await page.setViewportSize(before);
}

/** True when nothing reaches beyond the right edge. */
export async function fits(page: Page): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}
