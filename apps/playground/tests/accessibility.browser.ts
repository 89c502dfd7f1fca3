import { afterEach, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, open } from './harness.ts';
import { address, patience } from './steps.ts';

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe('accessibility (WCAG 2.2 AA, as axe checks it)', () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const path of ['/', '/train', '/train?definition=figment/transformer', '/generate', '/text-to-image', '/gan', '/complete', '/chat', '/translate', '/tokenize', '/backends']) {
      it(`${path} in ${scheme}`, async () => {
        browser = await open({ scheme, reducedMotion: true });
        const { page } = browser;
        await page.goto(`${address()}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor({ timeout: patience });
        await page.waitForLoadState('networkidle');
        expect(await violationsOf(page)).toEqual([]);
      });
    }
  }
});
