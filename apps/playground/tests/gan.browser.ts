import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { uploads } from './pictures.ts';
import { address, dropPictures, expectNoComplaints, patience, runBar, untilResult, untilRun, untilSeen } from './steps.ts';

let browser: Browser;
const pictures = 24;
const own = `model=${encodeURIComponent('opfs:pair')}`;

/** A pair of tiny networks on the user's own pictures, judged from its fifth step on. */
async function setPair(page: Page, { name, steps, settings = {} }: { name: string; steps: number; settings?: Readonly<Record<string, string>> }): Promise<void> {
  await page.goto(`${address()}/train?definition=figment/gan`);
  await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
  const mine = page.getByRole('radio', { name: /My pictures/ });
  if (await mine.count() === 0) {
    await dropPictures(page, uploads(pictures));
    await page.getByText(`${pictures} pictures added.`).waitFor({ timeout: patience });
  } else await mine.click();
  const advanced = page.getByRole('button', { name: 'Advanced', exact: true });
  for (const fold of await advanced.all()) await fold.click();
  const set = async (label: string, value: string): Promise<void> => { await page.getByRole('textbox', { name: label, exact: true }).first().fill(value); };
  const all = { Steps: String(steps), 'Pictures a step': '8', 'Generator · Channels': '4', 'Discriminator · Channels': '4', 'Health · Warm up steps': '5', Every: '10', 'Name of the run': name, ...settings };
  for (const [label, value] of Object.entries(all)) await set(label, value);
}

/** Waits until pictures of both sides are judged that are of what the controls ask for; what stands there then. */
async function untilJudged(page: Page, before = ''): Promise<{ readonly of: string; readonly made: string; readonly shares: readonly number[] }> {
  return await untilSeen(page, (other) => {
    const duel = document.querySelector<HTMLElement>('[data-testid="duel"][data-of]');
    const cells = [...duel?.querySelectorAll<HTMLElement>('[data-testid^="exhibits-"] li') ?? []];
    const made = [...duel?.querySelectorAll<HTMLCanvasElement>('[data-testid="exhibits-made"] canvas') ?? []].map((canvas) => canvas.toDataURL()).join();
    const shares = cells.map((cell) => Number(cell.dataset['realness'] ?? Number.NaN));
    return duel === null || cells.length !== 16 || shares.some(Number.isNaN) || made === other ? undefined : { of: duel.dataset['of'] ?? '', made, shares };
  }, before);
}

describe('two networks that learn against each other', () => {
  beforeAll(async () => { browser = await open({ reducedMotion: true }); });
  afterAll(async () => { await browser.close(); });

  it('says while they learn how they stand: in words, on a scale and over the steps', async () => {
    const { page } = browser;
    await setPair(page, { name: 'pair', steps: 60 });
    await page.getByText('The generator makes 8 pictures of random numbers.').waitFor();
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilRun(page, 'running');
    const balance = page.getByTestId('balance');
    await balance.getByTestId('verdict').waitFor({ timeout: patience });
    await untilRun(page, 'finished');
    expect(await balance.getByTestId('verdict').getAttribute('data-verdict')).not.toBe('warmingUp');
    for (const label of [/^Right for \d+ %, of real ones \d+ %, of made ones \d+ %$/, /^of both \d+ % at step 60/, /^variety \d+ % at step 60/]) await balance.getByRole('img', { name: label }).waitFor();
    await runBar(page).getByText('Discriminator is right').waitFor();
    await page.getByRole('img', { name: /^loss \(discriminator\) \S+ at step 60, loss \(generator\) \S+ at step 60$/ }).waitFor();
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-train-1440-light-en');
  });

  it('keeps a wall of the same noise, a moment in each row, to go back and forth on', async () => {
    const { page } = browser;
    const rows = page.getByTestId('sample-wall').getByRole('radio');
    expect(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['step']))).toEqual(['1', '10', '20', '30', '40', '50', '60']);
    const shown = async (step: string): Promise<void> => { await page.locator(`[data-testid="samples"][data-step="${step}"]`).waitFor({ timeout: patience }); };
    await shown('60');
    const middle = async (place: number): Promise<readonly [number, number]> => {
      const box = await rows.nth(place).boundingBox();
      if (box === null) throw new Error(`Row ${place} is out of sight.`);
      return [box.x + 30, box.y + box.height / 2];
    };
    await rows.nth(6).scrollIntoViewIfNeeded();
    await page.getByText('Drag over the rows').scrollIntoViewIfNeeded();
    await page.mouse.move(...await middle(4));
    await page.mouse.down();
    await page.mouse.move(...await middle(3));
    await page.mouse.move(...await middle(1));
    await page.mouse.up();
    await shown('10');
    await rows.nth(1).press('ArrowDown');
    await shown('20');
    await page.getByRole('slider', { name: 'Look back' }).press('End');
    await shown('60');
  });

  it('shows which picture is real, which is made, and how real each is taken to be', async () => {
    const { page } = browser;
    await runBar(page).getByRole('link', { name: 'Use it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Two networks' }).waitFor({ timeout: patience });
    const first = await untilJudged(page);
    const fooled = Number(await page.getByTestId('fooled').getAttribute('data-fooled'));
    expect(fooled).toBe(first.shares.slice(0, 8).filter((share) => share > 0.5).length);
    await page.getByRole('button', { name: 'Throw the dice: a new seed' }).click();
    const second = await untilJudged(page, first.made);
    await page.getByRole('slider', { name: 'Truncation' }).press('Home');
    const average = await untilJudged(page, second.made);
    // At 0 every picture is the average one.
    expect(new Set(average.made.split(',data:')).size).toBeLessThanOrEqual(2);
    await page.goto(`${address()}/gan?${own}&seed=1`);
    expect((await untilJudged(page)).made).toBe(first.made);
    await untilResult(page, { task: 'interpolate' });
    await page.getByTestId('quiz').locator('canvas').nth(7).waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-1440-light-en');
  });

  it('lets people judge, and counts who was right', async () => {
    const { page } = browser;
    const quiz = page.getByTestId('quiz');
    const cards = quiz.getByRole('button', { name: /^Picture \d of 8/ });
    await cards.nth(7).waitFor({ timeout: patience });
    await cards.nth(2).click();
    await quiz.getByRole('button', { name: 'Show what they are' }).click();
    const sides = await cards.evaluateAll((all) => all.map((card) => (card as HTMLElement).dataset['of']));
    expect(sides.filter((side) => side === 'made')).toHaveLength(4);
    // One was marked as made: right if it is, and so are all real ones that were not.
    await quiz.getByText(`You: ${sides[2] === 'made' ? 5 : 3} of 8`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-quiz');
    await quiz.getByRole('button', { name: 'Others' }).click();
    await page.locator('[data-testid="quiz"][data-round="2"][data-revealed="false"]').waitFor({ timeout: patience });
  });

  it('does what else the generator can, and says why it can not', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: 'Edit along a direction' }).click();
    await untilResult(page, { task: 'edit' });
    await page.getByRole('button', { name: 'Mix styles' }).click();
    await page.getByText(/Configure generator\.kind as "style"/).waitFor();
    await page.goto(`${address()}/generate?${own}&task=judge`);
    await page.getByTestId('judgement').getByText(/^It takes [01] of 1 for real\.$/).waitFor({ timeout: patience });
    await shoot(page, 'generate-judge');
  });

  it('tells in words when training collapses, marks it, and does what was chosen', async () => {
    const { page } = browser;
    // Nothing holds the discriminator, nothing compares its pictures, and the generator learns thirty times as fast, with momentum.
    const broken = { 'Learning rate': '0.003', 'Momentum (β₁)': '0.9', 'Learning rate scale · Discriminator': '0.03', R1: '0', 'Discriminator · Minibatch stddev': '0', 'Health · Window': '10', 'Health · Warm up steps': '40' };
    await page.goto(`${address()}/train`);
    await page.getByRole('button', { name: 'New run' }).click({ timeout: patience });
    await setPair(page, { name: 'collapsed', steps: 1000, settings: broken });
    await page.getByRole('combobox', { name: 'When it goes wrong' }).click();
    await page.getByRole('option', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.locator('[data-testid="verdict"][data-verdict="modeCollapse"]').waitFor({ timeout: patience });
    await untilRun(page, 'stopped');
    await page.getByTestId('verdict').getByText('makes little else').waitFor();
    const incidents = page.getByTestId('incidents').getByRole('listitem');
    expect(await incidents.nth(0).innerText()).toMatch(/Stopped\. Mode collapse: /);
    expect(await incidents.nth(1).innerText()).toMatch(/^Steps \d+ to \d+\s+Mode collapse\. /);
    const marked = await page.locator('[data-testid="sample-wall"] [data-trouble="true"]').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['step']));
    expect(marked.length).toBeGreaterThan(0);
    await page.getByTestId('sample-wall').getByRole('radio').first().click();
    await page.locator('[data-testid="samples"][data-step="1"]').waitFor();
    await incidents.nth(1).getByRole('button', { name: 'Look' }).click();
    await page.locator(`[data-testid="samples"][data-step="${marked.at(-1)}"]`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-collapse-1440');
  });

  it('fits a phone, in Korean and in the dark', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${address()}/train?lang=ko`);
    await page.locator('[data-testid="verdict"][data-verdict="modeCollapse"]').getByText('모드 붕괴').waitFor({ timeout: patience });
    await page.getByTestId('incidents').getByText(/만든 그림이 (진짜의 \d+ %만큼만 다양해요|있어요)/).first().waitFor();
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-collapse-390-dark-ko');
    await page.goto(`${address()}/gan?${own}&seed=1&lang=ko`);
    await untilJudged(page);
    await untilResult(page, { task: 'interpolate' });
    await page.getByTestId('quiz').locator('canvas').nth(7).waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'gan-390-dark-ko');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
