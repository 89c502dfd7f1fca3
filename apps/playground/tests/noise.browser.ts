import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience, untilSeen } from './steps.ts';

let browser: Browser;
const model = `model=${encodeURIComponent('models/text-to-emoji')}`;

interface Looked {
  /** How much noise the pictures have, from 0 to 1. */
  readonly part: number;
  /** What the model is told that the picture shows, as a pattern. */
  readonly told?: string;
  /** A guess that is none any more. */
  readonly other?: string;
}

/** Waits until the pictures are those of this part of the way; what stands there then, all of one moment. */
async function untilShown({ part, told, other }: Looked): Promise<{ readonly formula: string; readonly covered: string; readonly guess: string }> {
  return await untilSeen(browser.page, ({ time, named, before }) => {
    const noise = document.querySelector<HTMLElement>(`[data-testid="noise"][data-time="${time}"]`);
    const find = (name: string): string | undefined => [...noise?.querySelectorAll<HTMLCanvasElement>('canvas[aria-label]') ?? []].find((canvas) => new RegExp(`^${name}$`).test(canvas.ariaLabel ?? ''))?.toDataURL();
    const [formula, covered, guess] = [noise?.querySelector('[data-testid="formula"]')?.textContent, find('covered picture'), find(named)];
    return formula === undefined || covered === undefined || guess === undefined || guess === before ? undefined : { formula, covered, guess };
  }, { time: part.toFixed(3), named: told === undefined ? 'its guess' : `its guess, told “${told}”`, before: other });
}

describe('Noise and back', () => {
  beforeAll(async () => { browser = await open({ reducedMotion: true }); });
  afterAll(async () => { await browser.close(); });

  it('covers the picture as much as the hand on the curve says, with the numbers in the formula', async () => {
    const { page } = browser;
    await page.goto(`${address()}/noise?${model}`);
    const before = await untilShown({ part: 0.5 });
    expect(before.formula).toBe('= 0.50 · x0 + 0.50 · ε');
    const chart = await page.getByTestId('schedule').boundingBox();
    if (chart === null) throw new Error('There is no curve.');
    const at = (part: number): [number, number] => [chart.x + 40 + part * (chart.width - 54), chart.y + 80];
    await page.mouse.move(...at(0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.7), { steps: 4 });
    await page.mouse.move(...at(0.8));
    await page.mouse.up();
    const after = await untilShown({ part: 0.8 });
    expect(after.formula).toBe('= 0.20 · x0 + 0.80 · ε');
    expect(after.covered).not.toBe(before.covered);
    expect(after.guess).not.toBe(before.guess);
    await page.getByRole('slider', { name: 'How much noise: t' }).press('ArrowLeft');
    await untilShown({ part: 0.79 });
    await page.waitForFunction(() => document.querySelectorAll('[role="group"] button canvas').length === 12, undefined, { timeout: patience });
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'noise-1440-light-en');
  });

  it('walks back, one step and then all of them, to a picture', async () => {
    const { page } = browser;
    await page.goto(`${address()}/noise?${model}&options=${encodeURIComponent('{"time":0.6,"steps":5}')}`);
    const walk = page.getByTestId('walk');
    await walk.getByRole('button', { name: 'One step back' }).click();
    await page.locator('[data-testid="walk"][data-at="1"][data-state="resting"]').waitFor({ timeout: patience });
    await walk.getByText('A bit more of the guess').waitFor();
    await walk.getByRole('button', { name: 'All the way back' }).click();
    await page.locator('[data-testid="walk"][data-state="arrived"]').waitFor({ timeout: patience });
    await walk.getByText(/Arrived\. It differs from your picture by 0\.\d\d/).waitFor();
    await shoot(page, 'noise-walk');
  });

  it('guesses otherwise when it is told what the picture shows, and the link says so', async () => {
    const { page } = browser;
    await page.goto(`${address()}/noise?${model}&options=${encodeURIComponent('{"time":0.9}')}`);
    const { guess: alone } = await untilShown({ part: 0.9 });
    await page.getByRole('switch', { name: /^Tell it/ }).click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get('options')?.includes('"told":true') === true);
    await untilShown({ part: 0.9, told: '.+', other: alone });
  });

  it('fits a phone, in Korean and in the dark', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${address()}/noise?${model}&lang=ko`);
    await page.locator('[data-testid="noise"][data-time="0.500"]').waitFor({ timeout: patience });
    await page.getByRole('button', { name: '끝까지 돌아가기' }).click();
    await page.locator('[data-testid="walk"][data-state="arrived"]').waitFor({ timeout: patience });
    await page.getByText('다 왔어요.').waitFor();
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'noise-390-dark-ko');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
