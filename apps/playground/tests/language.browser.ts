import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience, tinyText, trainOnText, untilSeen } from './steps.ts';

let browser: Browser;
const model = encodeURIComponent('opfs:tiny');
// A model that learnt this little may end its text at once: here it goes on for some tokens.
const long = `&options=${encodeURIComponent(JSON.stringify({ minTokens: 12, maxTokens: 24 }))}`;
const at = (page: string, more = ''): string => `${address()}/${page}?model=${model}${more}`;

interface Text {
  readonly text: string;
  readonly tokens: readonly string[];
}

/** Waits for a text that was written with this seed; it and its tokens, as they stand there then. */
async function untilWritten(page: Page, seed?: number): Promise<Text> {
  const which = seed === undefined ? '' : `[data-seed="${seed}"]`;
  return await untilSeen(page, (panel) => {
    const found = document.querySelector(panel);
    return found === null ? undefined : { text: found.querySelector<HTMLElement>('[data-testid="written"]')?.innerText ?? '', tokens: [...found.querySelectorAll<HTMLElement>('[role="option"]')].map((token) => token.innerText) };
  }, `[data-testid="written-panel"][data-state="done"]${which}`);
}

const tokensOn = (page: Page) => page.getByTestId('written-panel').getByRole('option');

describe('a language model of one\'s own', () => {
  // One model for all of these: training is what takes time.
  beforeAll(async () => {
    browser = await open();
    await trainOnText(browser.page, { definition: 'figment/transformer', file: 'story.txt', text: tinyText(), name: 'tiny' });
  });
  afterAll(async () => { await browser.close(); });

  it('shows what it writes while it learns, and leads to the page where it writes', async () => {
    const { page } = browser;
    await page.getByTestId('text-samples').getByRole('listitem').first().waitFor({ timeout: patience });
    expect(await page.getByTestId('text-samples').getByRole('listitem').count()).toBe(4);
    await shoot(page, 'train-text-done');
    await page.getByRole('link', { name: 'Use it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Complete' }).waitFor({ timeout: patience });
    await untilWritten(page);
  });

  it('writes the same text for the same seed, and another for another; the address carries it', async () => {
    const { page } = browser;
    await page.goto(at('complete', `&seed=7${long}`));
    const { text: first } = await untilWritten(page, 7);
    await page.getByRole('button', { name: 'Throw the dice: a new seed' }).click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get('seed') !== '7');
    const other = await untilWritten(page, Number(new URL(page.url()).searchParams.get('seed')));
    expect(other.text).not.toBe(first);
    await page.goto(at('complete', `&seed=7${long}`));
    expect((await untilWritten(page, 7)).text).toBe(first);
  });

  it('shows the dice of a token by pointer and by keyboard, and goes on from another face', async () => {
    const { page } = browser;
    await page.goto(at('complete', `&seed=3${long}`));
    const { tokens: before } = await untilWritten(page, 3);
    await tokensOn(page).nth(4).click();
    const dice = page.getByTestId('dice');
    await dice.getByRole('listitem').first().waitFor();
    await shoot(page, 'complete-dice');
    // A slider moves the bars at once, and says so.
    const slider = page.getByRole('slider', { name: 'Temperature', exact: true });
    await slider.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
    await dice.getByText(/As the settings of now would make it/).waitFor();
    await dice.getByRole('button', { name: /^Go on from/ }).first().click();
    const branches = page.getByTestId('branches');
    await branches.waitFor();
    expect((await untilWritten(page)).tokens.slice(0, 4)).toEqual(before.slice(0, 4));
    expect(await branches.getByRole('listitem').count()).toBe(2);
    await branches.getByRole('button').nth(1).click();
    await expect.poll(async () => await tokensOn(page).allInnerTexts()).toEqual(before);
    // The keyboard goes from token to token.
    await page.getByRole('listbox', { name: 'Written text, token by token' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('[data-token="1"][aria-selected="true"]').waitFor();
    await shoot(page, 'complete-branches');
  });

  it('colours tokens on request, and shows attention and surprise', async () => {
    const { page } = browser;
    await page.goto(at('complete', `&seed=5&options=${encodeURIComponent(JSON.stringify({ minTokens: 4, maxTokens: 6 }))}`));
    await untilWritten(page, 5);
    await page.getByRole('switch', { name: 'Colour by probability' }).press('Space');
    await page.getByText('Probability:').waitFor();
    const inside = page.getByTestId('inside');
    for (const [task, view] of [['Attention', 'attention'], ['Score', 'likelihood']] as const) {
      await inside.getByText(task, { exact: true }).click();
      await inside.getByRole('button', { name: /^Look/ }).click();
      await inside.getByTestId(view).waitFor({ timeout: patience });
      expect(await fits(page)).toBe(true);
      await shoot(page, `complete-${view}`);
    }
    expect(await violationsOf(page)).toEqual([]);
  });

  it('stops at once, and keeps what was written', async () => {
    const { page } = browser;
    // It may not end by itself, however long it takes until the button is pressed.
    await page.goto(at('complete', `&options=${encodeURIComponent(JSON.stringify({ maxTokens: 100_000, minTokens: 100_000, overflow: 'slide' }))}`));
    await tokensOn(page).nth(3).waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('[data-testid="written-panel"][data-state="stopped"]').waitFor({ timeout: patience });
    expect(await tokensOn(page).count()).toBeGreaterThan(3);
  });

  it('talks: answers, answers again, takes an edited message, shows what it reads, and begins anew', async () => {
    const { page } = browser;
    await page.goto(at('chat', '&seed=2'));
    const box = page.getByRole('textbox', { name: 'Your message' });
    await box.waitFor({ timeout: patience });
    await box.fill('The cat sat');
    await box.press('Enter');
    const answer = page.locator('[data-testid="answer"]:not([data-state="running"])');
    await answer.waitFor({ timeout: patience });
    await page.getByRole('button', { name: /^Another answer/ }).click();
    await page.getByText('Answer 2 of 2').waitFor({ timeout: patience });
    await answer.waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.locator('pre', { hasText: 'The cat sat' }).waitFor();
    await shoot(page, 'chat-answers');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit and send again' }).click();
    await page.getByRole('textbox', { name: 'Edit and send again' }).fill('The dog sat');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The cat sat', { exact: true }).waitFor({ state: 'detached', timeout: patience });
    await page.getByText('The dog sat').first().waitFor({ timeout: patience });
    await answer.waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByText(/^Nothing has been said yet/).waitFor();
  });

  for (const [width, scheme, language] of [[1440, 'dark', 'ko'], [390, 'light', 'ko'], [390, 'dark', 'en']] as const) {
    it(`fits ${width} pixels in ${scheme}, in ${language}`, async () => {
      const { page } = browser;
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at('complete', `&seed=3&lang=${language}${long}`));
      await untilWritten(page, 3);
      await tokensOn(page).nth(2).click();
      await page.getByTestId('dice').waitFor();
      expect(await fits(page)).toBe(true);
      await shoot(page, `complete-${width}-${scheme}-${language}`);
      await page.goto(at('chat', `&seed=3&lang=${language}`));
      const box = page.getByRole('textbox', { name: language === 'ko' ? '보낼 말' : 'Your message' });
      await box.waitFor({ timeout: patience });
      expect(await fits(page)).toBe(true);
      await shoot(page, `chat-${width}-${scheme}-${language}`);
      await page.goto(`${address()}/train?definition=figment/transformer&lang=${language}`);
      await page.getByTestId('run-bar').waitFor({ timeout: patience });
      expect(await fits(page)).toBe(true);
      await shoot(page, `train-text-${width}-${scheme}-${language}`);
    });
  }

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
