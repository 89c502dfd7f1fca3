import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience, tinyPairs, trainOnText } from './steps.ts';

let browser: Browser;
// A model that learnt this little may end its text at once: here it goes on for some tokens, so that there is something to look into.
const long = `&options=${encodeURIComponent(JSON.stringify({ minTokens: 4, maxTokens: 12 }))}`;
const at = (more = ''): string => `${address()}/translate?model=${encodeURIComponent('opfs:tiny-translator')}${long}${more}`;

describe('Translate', () => {
  beforeAll(async () => {
    browser = await open();
    await trainOnText(browser.page, { definition: 'figment/sequence-to-sequence', file: 'pairs.tsv', text: tinyPairs(), name: 'tiny-translator' });
  });
  afterAll(async () => { await browser.close(); });

  it('translates, tells other ways to say it, and shows what each word looked at', async () => {
    const { page } = browser;
    await page.goto(at());
    await page.getByRole('textbox', { name: 'Text to translate' }).fill('Delete the file');
    await page.getByRole('button', { name: 'Translate', exact: true }).click();
    await page.locator('[data-testid="written-panel"][data-state="done"]').waitFor({ timeout: patience });
    await page.getByTestId('alternatives').getByRole('button').nth(1).waitFor({ timeout: patience });
    await page.getByTestId('inside').getByTestId('attention').waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'translate-1440-light-en');
  });

  it('fits a phone, in Korean and in the dark', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at('&lang=ko'));
    await page.locator('[data-testid="written-panel"][data-state="done"]').waitFor({ timeout: patience });
    await page.getByTestId('inside').getByTestId('attention').waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    await shoot(page, 'translate-390-dark-ko');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
