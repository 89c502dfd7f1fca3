import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Browser, fits, open, shoot } from './harness.ts';
import { picture, unreadable } from './pictures.ts';
import { address, expectNoComplaints, patience, trainSmall, untilPictures, untilResult } from './steps.ts';

let browser: Browser;
const model = 'opfs:vae-own-pictures-1';
const at = (task: string, more = ''): string => `${address()}/generate?model=${encodeURIComponent(model)}&task=${task}${more}`;

describe('Generate', () => {
  // One model for all of these: training is what takes time.
  beforeAll(async () => {
    browser = await open();
    await trainSmall(browser.page);
  });
  afterAll(async () => { await browser.close(); });

  it('gives the same pictures for the same seed, and others for another; the address carries it', async () => {
    const { page } = browser;
    await page.goto(at('generate', '&seed=7'));
    const first = await untilPictures(page, { seed: 7 });
    await page.getByRole('button', { name: 'Throw the dice: a new seed' }).click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get('seed') !== '7');
    const seed = Number(new URL(page.url()).searchParams.get('seed'));
    expect(await untilPictures(page, { seed })).not.toBe(first);
    await page.goto(at('generate', '&seed=7'));
    expect(await untilPictures(page, { seed: 7 })).toBe(first);
    await shoot(page, 'generate-seed');
  });

  for (const task of ['reconstruct', 'interpolate', 'decode', 'encode', 'detectAnomaly']) {
    it(`does ${task} at once, with something to begin with`, async () => {
      const { page } = browser;
      await page.goto(at(task));
      await untilResult(page, { task });
      expect(await fits(page)).toBe(true);
      await shoot(page, `generate-${task}`);
    });
  }

  it('says beside the task why this model cannot do it', async () => {
    const { page } = browser;
    await page.goto(at('splice'));
    await page.getByText(/Not with this model: the latent is a vector/).waitFor({ timeout: patience });
  });

  it('moves through the latent space by a slider', async () => {
    const { page } = browser;
    await page.goto(at('decode'));
    const before = await untilPictures(page);
    const slider = page.getByRole('slider', { name: 'Latent 1', exact: true });
    await slider.focus();
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowRight');
    await untilPictures(page, { other: before });
  });

  it('takes a dropped picture, and says when a file is none', async () => {
    const { page } = browser;
    await page.goto(at('reconstruct'));
    await untilResult(page);
    const zone = page.getByTestId('input-image');
    await zone.locator('input[type=file]').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: picture(99) });
    await zone.getByText('your picture').waitFor({ timeout: patience });
    await zone.locator('input[type=file]').setInputFiles(unreadable);
    await page.getByText('A file could not be read as a picture.').waitFor({ timeout: patience });
    await shoot(page, 'generate-unreadable');
  });

  it('shows the nearest training picture of a result', async () => {
    const { page } = browser;
    await page.goto(at('reconstruct'));
    await untilResult(page);
    await page.getByTestId('plate').getByRole('button', { name: /^Picture 1 of 1/ }).click();
    const panel = page.getByRole('region', { name: 'Is it memorised?' });
    await panel.getByText(/^difference/).first().waitFor({ timeout: patience });
    await shoot(page, 'generate-nearest');
  });

  it('opens in Korean by its address, and names a model that is not there', async () => {
    const { page } = browser;
    await page.goto(`${address()}/generate?lang=ko&model=opfs:nothing`);
    await page.getByRole('heading', { name: '생성' }).waitFor({ timeout: patience });
    await page.getByText('파일이 없어요.').waitFor({ timeout: patience });
    await page.getByText('FILE_NOT_FOUND').waitFor();
    await page.goto(`${at('interpolate')}&lang=ko`);
    await untilResult(page);
    await shoot(page, 'generate-interpolate-ko');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});
