import { readFile } from 'node:fs/promises';

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience } from './steps.ts';

const korean = '안녕하세요! 오늘은 날씨가 참 좋아서 강아지와 함께 공원을 산책했어요.';
const at = (query: Readonly<Record<string, string>>): string => `${address()}/tokenize?${new URLSearchParams(query).toString()}`;
const column = (page: Page, id = 'tokenizer'): Locator => page.getByTestId(id);

/** Waits until a column shows what a tokenizer made of the text: so many tokens. */
async function untilCount(page: Page, count: number, tokenizer: string, id = 'tokenizer'): Promise<void> {
  await page.locator(`[data-testid="${id}"][data-ready="${tokenizer}"][data-count="${count}"]`).waitFor({ timeout: patience });
}

async function untilTrained(page: Page): Promise<void> {
  await page.locator('[data-testid="train-tokenizer"][data-state="done"]').waitFor({ timeout: patience });
}

describe('Tokenize', () => {
  let browser: Browser;
  beforeAll(async () => { browser = await open({ reducedMotion: true }); });
  afterAll(async () => { await browser.close(); });

  // Numbers of tokens: tiktoken 0.14 with the same ranks.
  it('shows how two tokenizers cut a Korean sentence, and which needs fewer tokens', async () => {
    const { page } = browser;
    await page.goto(at({ text: korean }));
    await untilCount(page, 23, 'o200k');
    await untilCount(page, 88, 'r50k', 'other-tokenizer');
    await column(page).getByText('fewer than GPT-2 (r50k)').waitFor();
    await page.getByRole('button', { name: 'Korean, taken apart (NFD)' }).click();
    await untilCount(page, 229, 'o200k');
    await shoot(page, 'tokenize-nfd');
  });

  it('tells all of a token that is pointed at, and holds on to one that is pressed', async () => {
    const { page } = browser;
    await page.goto(at({ text: 'Hello 안녕', with: '' }));
    await untilCount(page, 3, 'o200k');
    const details = column(page).getByTestId('token-details');
    await column(page).getByRole('option').nth(1).hover();
    await details.getByText('·안', { exact: true }).waitFor();
    await details.getByText('20 EC 95 88').waitFor();
    await details.getByText('5–7 in UTF-16 · 5–9 in bytes').waitFor();
    await column(page).getByRole('option').nth(1).click();
    await column(page).getByRole('option').nth(0).hover();
    await details.getByText('·안', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await column(page).getByRole('option').nth(0).hover();
    await details.getByText('0–5 in UTF-16 · 0–5 in bytes').waitFor();
  });

  it('goes from token to token by keyboard', async () => {
    const { page } = browser;
    await page.goto(at({ text: 'one two three', with: '' }));
    await untilCount(page, 3, 'o200k');
    const field = column(page).getByRole('listbox');
    await field.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.evaluate((id) => document.getElementById(id ?? '')?.textContent, active)).toBe(' two');
    await page.keyboard.press('Enter');
    expect(await column(page).getByRole('option', { selected: true }).textContent()).toBe(' two');
    await page.keyboard.press('End');
    expect(await column(page).getByRole('option', { selected: true }).textContent()).toBe(' three');
    await page.keyboard.press('Escape');
    expect(await column(page).getByRole('option', { selected: true }).count()).toBe(0);
  });

  it('reads special tokens only when it is told to', async () => {
    const { page } = browser;
    await page.goto(at({ text: 'a<|endoftext|>', with: '' }));
    await untilCount(page, 8, 'o200k');
    await page.getByRole('switch', { name: 'Read special tokens in the text' }).click();
    await untilCount(page, 2, 'o200k');
    expect(await column(page).locator('[data-special]').textContent()).toBe('<|endoftext|>');
    await page.waitForFunction(() => new URLSearchParams(location.search).get('special') === '1');
  });

  it('writes ids that can be copied, and a link that shows the same again', async () => {
    const { page } = browser;
    await page.goto(address());
    await page.goto(at({ tokenizer: 'r50k', with: '' }));
    await page.getByRole('textbox', { name: 'Text' }).fill('Hello world');
    await untilCount(page, 2, 'r50k');
    await column(page).getByText('As ids').click();
    expect(await column(page).getByRole('option').allTextContents()).toEqual(['15496', '995']);
    await column(page).getByRole('button', { name: 'Copy all ids' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('[15496,995]');
    await page.waitForFunction(() => new URLSearchParams(location.search).get('text') === 'Hello world');
    await page.reload();
    await untilCount(page, 2, 'r50k');
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Hello world');
  });

  it('takes merges away and gives them back', async () => {
    const { page } = browser;
    await page.goto(at({ tokenizer: 'r50k', with: '', text: 'the theatre', merges: '0' }));
    await untilCount(page, 11, 'r50k');
    await column(page).getByText('None: every token is a single byte').waitFor();
    const slider = column(page).getByRole('slider', { name: 'Merges in use' });
    await slider.focus();
    // The third merge of GPT-2 is h + e, the seventh Ġt + he.
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await untilCount(page, 8, 'r50k');
    await column(page).getByRole('list', { name: 'Newest merges' }).getByText('he', { exact: true }).waitFor();
    await page.keyboard.press('End');
    await untilCount(page, 2, 'r50k');
  });

  it('counts what each script costs', async () => {
    const { page } = browser;
    await page.goto(at({ text: '안녕 hi 👋', with: '' }));
    const row = (name: string): Locator => page.getByTestId('scripts').getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    await row('Hangul').waitFor({ timeout: patience });
    const counts = async (name: string) => row(name).getByRole('cell').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-count')));
    // 안, 녕; " hi"; " " with the first bytes of the hand, and its last.
    expect(await counts('Hangul')).toEqual(['2', '2']);
    expect(await counts('Latin')).toEqual(['2', '1']);
    expect(await counts('Emoji')).toEqual(['1', '2']);
    expect(await counts('Space')).toEqual(['2', '0']);
  });

  it('stays alive with a text of a megabyte', async () => {
    const { page } = browser;
    await page.goto(at({ tokenizer: 'r50k', with: '' }));
    await column(page).locator('[role="option"]').first().waitFor({ timeout: patience });
    const box = page.getByRole('textbox', { name: 'Text' });
    await box.fill('the quick brown fox jumps. '.repeat(40_000));
    await untilCount(page, 240_001, 'r50k');
    await page.getByText('1,080,000').first().waitFor();
    await page.getByRole('button', { name: 'Later part' }).click();
    await page.getByText('Units 1,001 to 2,000 of 1,080,000').waitFor({ timeout: patience });
    expect(await column(page).getByRole('option').count()).toBeLessThan(1000);
    await page.getByRole('button', { name: 'Clear' }).click();
    await untilCount(page, 0, 'r50k');
  });

  it('trains one on the text of the page, shows it beside another, keeps it, exports and deletes it', async () => {
    const { page } = browser;
    await page.goto(at({ text: '나는 학교에 갔다. 너는 학교에 갔니? 우리는 학교에 갔어요.', with: 'o200k' }));
    await page.getByText('This text', { exact: true }).click({ timeout: patience });
    await page.getByRole('textbox', { name: 'Name' }).fill('School');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await untilTrained(page);
    await page.getByText('The text gave no more than that.').waitFor();
    await page.waitForFunction(() => new URLSearchParams(location.search).get('tokenizer') === 'own:school');
    await column(page).getByText(/^BPE · \d+ tokens/).waitFor({ timeout: patience });
    await shoot(page, 'tokenize-trained');
    await page.reload();
    await page.locator('[data-testid="tokenizer"][data-ready="own:school"]').waitFor({ timeout: patience });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export “School” as tokenizer.json' }).click()]);
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { version: string; model: { type: string } };
    expect([file.version, file.model.type]).toEqual(['1.0', 'BPE']);
    await page.getByRole('button', { name: 'Delete “School”' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('None yet. Train one, or open a file.').waitFor({ timeout: patience });
  });

  for (const kind of ['SentencePiece BPE', 'Unigram', 'WordPiece', 'Words', 'Characters'] as const) {
    it(`trains ${kind} on Korean`, async () => {
      const { page } = browser;
      await page.goto(at({ with: '', text: korean }));
      await untilCount(page, 23, 'o200k');
      await page.getByRole('combobox', { name: 'Kind' }).click({ timeout: patience });
      await page.getByRole('option', { name: kind, exact: true }).click();
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await untilTrained(page);
      await page.waitForFunction(() => new URLSearchParams(location.search).get('tokenizer')?.startsWith('own:'));
      await column(page).locator('[role="option"]').first().waitFor({ timeout: patience });
    });
  }

  it('stops training at once', async () => {
    const { page } = browser;
    await page.goto(at({ with: '' }));
    await page.getByLabel('Vocabulary', { exact: true }).first().fill('32000', { timeout: patience });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByTestId('train-tokenizer').getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor({ timeout: patience });
    await page.locator('[data-testid="train-tokenizer"][data-state="idle"]').waitFor();
  });

  it('opens a file of one’s own, and says what is wrong with one that is none', async () => {
    const { page } = browser;
    await page.goto(at({ with: '', text: 'the cat sat' }));
    const input = page.getByTestId('drop-tokenizer').locator('input[type=file]');
    await input.waitFor({ state: 'attached', timeout: patience });
    await input.setInputFiles({ name: 'vocab.txt', mimeType: 'text/plain', buffer: Buffer.from('[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\ns\n##at\n') });
    await page.waitForFunction(() => new URLSearchParams(location.search).get('tokenizer') === 'own:vocab-txt');
    // [CLS] the cat s ##at [SEP]
    await untilCount(page, 6, 'own:vocab-txt');
    await input.setInputFiles({ name: 'tokenizer.json', mimeType: 'application/json', buffer: Buffer.from('{"version":"9.9"}') });
    const alert = page.getByRole('alert').filter({ hasText: 'TOKENIZER_UNSUPPORTED' });
    await alert.waitFor({ timeout: patience });
    await alert.getByRole('button', { name: 'Copy report' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('TOKENIZER_UNSUPPORTED');
  });

  it('names a tokenizer that is not here', async () => {
    const { page } = browser;
    await page.goto(at({ tokenizer: 'own:nothing', with: '' }));
    await page.getByText('FILE_NOT_FOUND').waitFor({ timeout: patience });
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});

describe('Tokenize, in both languages, schemes and widths', () => {
  for (const language of ['en', 'ko'] as const) {
    for (const [scheme, width] of [['light', 1440], ['dark', 1440], ['light', 390], ['dark', 390]] as const) {
      it(`${language}, ${scheme}, ${width} px`, async () => {
        const browser = await open({ language, scheme, width, height: width === 390 ? 844 : 960, reducedMotion: true });
        const { page, complaints } = browser;
        try {
          await page.goto(`${address()}/tokenize`);
          await page.locator('[data-testid="tokenizer"][data-count="34"]').waitFor({ timeout: patience });
          await page.locator('[data-testid="other-tokenizer"][data-count="72"]').waitFor({ timeout: patience });
          expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
          expect(await fits(page)).toBe(true);
          await shoot(page, `tokenize-${width}-${scheme}-${language}`);
          await page.goto(`${address()}/tokenize?special=1&text=${encodeURIComponent('이 글을 요약해 줘.<|im_end|>\n<|im_start|>system\n<|endoftext|>')}`);
          await page.locator('[data-testid="tokenizer"] [data-special]').waitFor({ timeout: patience });
          expect(await fits(page)).toBe(true);
          await shoot(page, `tokenize-special-${width}-${scheme}-${language}`);
          expectNoComplaints(complaints);
        } finally {
          await browser.close();
        }
      });
    }
  }
});
