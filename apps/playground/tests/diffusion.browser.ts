import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { uploads } from './pictures.ts';
import { address, dropPictures, expectNoComplaints, patience, untilPictures, untilResult, untilRun } from './steps.ts';

let browser: Browser;

/** A run that is over in seconds. */
async function setRun(page: Page, settings: Readonly<Record<string, number | string>>): Promise<void> {
  for (const [label, value] of Object.entries(settings)) await page.getByRole('textbox', { name: label, exact: true }).first().fill(String(value));
}

/** To a new run; the last one is remembered until it is put away. */
async function toTrain(page: Page, definition: string, isFirst = false): Promise<void> {
  await page.goto(`${address()}/train?definition=${definition}`);
  if (!isFirst) await page.getByRole('button', { name: 'New run' }).click({ timeout: patience });
  await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
}

/** What the browser was handed as a file. */
async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return await readFile(await download.path());
}

describe('Diffusion in the playground', () => {
  beforeAll(async () => { browser = await open({ reducedMotion: true }); });
  afterAll(async () => { await browser.close(); });

  it('trains on pictures with live samples of the same noise, stops and goes on; the model is of use elsewhere', async () => {
    const { page } = browser;
    await toTrain(page, 'figment/diffusion', true);
    await dropPictures(page, uploads(24));
    await page.getByText('24 pictures added.').waitFor({ timeout: patience });
    await setRun(page, { Steps: 4000, 'Pictures a step': 4, Every: 5, 'Save every': 5, 'Name of the run': 'tiny-diffusion' });
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByTestId('sample-wall').waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: 'Stop and keep' }).click();
    await untilRun(page, 'stopped');
    const reached = Number(await page.getByTestId('samples').getAttribute('data-step'));
    await shoot(page, 'train-diffusion');
    await page.getByRole('button', { name: 'Go on training' }).click();
    await expect.poll(async () => Number(await page.getByTestId('samples').getAttribute('data-step')), { timeout: patience }).toBeGreaterThan(reached);
    await page.getByRole('button', { name: 'Stop and keep' }).click();
    await untilRun(page, 'stopped');
    await page.goto(`${address()}/generate?model=${encodeURIComponent('opfs:tiny-diffusion')}&task=generate&seed=3&options=${encodeURIComponent('{"count":2}')}`);
    expect((await untilPictures(page, { seed: 3 })).split('\n')).toHaveLength(2);
    await page.goto(`${address()}/noise?model=${encodeURIComponent('opfs:tiny-diffusion')}`);
    await page.locator('[data-testid="noise"][data-time="0.500"]').waitFor({ timeout: patience });
  });

  it('trains on sounds that can be seen and heard', async () => {
    const { page } = browser;
    await toTrain(page, 'figment/audio-diffusion');
    await page.getByRole('radio', { name: /Sounds/ }).waitFor({ timeout: patience });
    await setRun(page, { Steps: 3, 'Examples a step': 2, Every: 2, 'Name of the run': 'tiny-sounds' });
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilRun(page, 'finished');
    const samples = page.getByTestId('samples-audio');
    expect(await samples.getByRole('button', { name: /^Play/ }).count()).toBe(4);
    await shoot(page, 'train-sounds');
    await page.getByRole('link', { name: 'Use it' }).click();
    await untilResult(page);
    const view = page.getByTestId('audio');
    expect(await view.getByRole('img').count()).toBe(2);
    await view.getByRole('button', { name: 'Play' }).click();
    await view.getByRole('button', { name: 'Stop' }).click();
    expect((await saved(page, 'Save WAV')).toString('latin1', 0, 4)).toBe('RIFF');
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'generate-sound');
  });

  it('trains on clips that can be played, gone through and saved', async () => {
    const { page } = browser;
    await toTrain(page, 'figment/video-diffusion');
    await page.getByRole('radio', { name: /Emoji in motion/ }).waitFor({ timeout: patience });
    await setRun(page, { Steps: 3, 'Examples a step': 2, Every: 2, 'Name of the run': 'tiny-clips' });
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilRun(page, 'finished');
    expect(await page.getByTestId('samples-video').locator('canvas').count()).toBe(6);
    await shoot(page, 'train-clips');
    await page.getByRole('link', { name: 'Use it' }).click();
    await untilResult(page);
    const view = page.getByTestId('video');
    // Who wants no motion is not shown any unasked.
    expect([await view.getAttribute('data-playing'), await view.getAttribute('data-frame')]).toEqual(['false', '0']);
    await view.getByRole('slider', { name: 'Frame' }).press('ArrowRight');
    expect(await view.getAttribute('data-frame')).toBe('1');
    await view.getByRole('button', { name: 'Play' }).click();
    await page.locator('[data-testid="video"][data-frame="4"]').waitFor({ timeout: patience });
    expect((await saved(page, 'Save GIF')).toString('latin1', 0, 6)).toBe('GIF89a');
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'generate-clip');
  });

  it('fits a phone, in Korean and in the dark', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [name, shown, label] of [['tiny-sounds', 'audio', '듣기'], ['tiny-clips', 'video', '재생']] as const) {
      await page.goto(`${address()}/generate?model=${encodeURIComponent(`opfs:${name}`)}&lang=ko`);
      await untilResult(page);
      await page.getByTestId(shown).getByRole('button', { name: label }).waitFor();
      expect(await fits(page)).toBe(true);
      await shoot(page, `generate-${shown}-390-dark-ko`);
    }
    await page.goto(`${address()}/train?definition=figment/audio-diffusion&lang=ko`);
    await page.getByRole('button', { name: '새로 훈련하기' }).click({ timeout: patience });
    await page.getByRole('radio', { name: /소리/ }).waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    await shoot(page, 'train-sounds-390-dark-ko');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
