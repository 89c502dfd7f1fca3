import { afterEach, describe, expect, it } from 'vitest';

import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience } from './steps.ts';

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe('Models', () => {
  it('lists every kind of model that a plugin offers, with the way to train it', async () => {
    browser = await open();
    const { page, complaints } = browser;
    await page.goto(address());
    await page.getByRole('heading', { name: 'Kinds you can train' }).waitFor({ timeout: patience });
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'VQ-VAE', exact: true }) });
    await card.getByRole('link', { name: 'Train one' }).click();
    await page.waitForURL('**/train?definition=*');
    await expect.poll(() => page.getByLabel('Model', { exact: true }).first().inputValue(), { timeout: patience }).toBe('VQ-VAE');
    expectNoComplaints(complaints);
  });

  for (const language of ['en', 'ko'] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        it(`shows its pages in ${language}, ${scheme}, ${width} px wide, and nothing reaches beyond the edge`, async () => {
          browser = await open({ language, scheme, width, height: width === 390 ? 844 : 960 });
          const { page, complaints } = browser;
          for (const [name, path] of [['models', '/'], ['train', '/train'], ['generate', '/generate'], ['tokenize', '/tokenize'], ['backends', '/backends']] as const) {
            await page.goto(`${address()}${path}`);
            await page.getByRole('heading', { level: 1 }).waitFor({ timeout: patience });
            await page.waitForLoadState('networkidle');
            await page.waitForFunction(() => document.querySelector('[role="progressbar"][data-indeterminate]') === null && document.querySelector('main section, main article, main [class*=none]') !== null, undefined, { timeout: patience });
            expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
            expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(scheme);
            expect(await fits(page), `${name} at ${width} px`).toBe(true);
            await shoot(page, `${name}-${width}-${scheme}-${language}`);
          }
          expectNoComplaints(complaints);
        });
      }
    }
  }

  it('goes by keyboard from the address bar to a page, past the navigation, and into its controls', async () => {
    browser = await open();
    const { page } = browser;
    await page.goto(address());
    await page.getByRole('heading', { name: 'Models' }).waitFor({ timeout: patience });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'Start training' }).focus();
    // Every control that Tab reaches shows where it is.
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return 'nothing';
        const { outlineStyle, borderColor, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none' || borderColor !== '' ? 'seen' : element.outerHTML.slice(0, 120);
      });
      expect(seen).toBe('seen');
    }
  });
});
