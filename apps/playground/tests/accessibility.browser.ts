import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { afterEach, describe, expect, it } from 'vitest';

import { type Browser, open } from './harness.ts';
import { address, patience } from './steps.ts';

interface Violation { readonly id: string; readonly impact: string; readonly help: string; readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[] }

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe('accessibility (WCAG 2.2 AA, as axe checks it)', () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const path of ['/', '/train', '/generate', '/tokenize', '/backends']) {
      it(`${path} in ${scheme}`, async () => {
        browser = await open({ scheme, reducedMotion: true });
        const { page } = browser;
        await page.goto(`${address()}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor({ timeout: patience });
        await page.waitForLoadState('networkidle');
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { violations: found } = await (globalThis as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> } }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
          return found;
        });
        expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`)).toEqual([]);
      });
    }
  }
});
