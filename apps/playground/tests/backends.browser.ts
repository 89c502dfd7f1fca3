import { afterEach, describe, expect, it } from 'vitest';

import { type Browser, open, shoot } from './harness.ts';
import { uploads } from './pictures.ts';
import { address, dropPictures, expectNoComplaints, patience, untilRun } from './steps.ts';

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe('Backends', () => {
  it('says what was considered, what was chosen, and why; and changes it when asked', async () => {
    browser = await open();
    const { page, complaints } = browser;
    await page.goto(`${address()}/backends`);
    const row = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    await row('wasm').getByText('In use').waitFor({ timeout: patience });
    await row('webgpu').getByText('not chosen').waitFor();
    await row('cpu').getByRole('button', { name: 'Use this one' }).click();
    await row('cpu').getByText('In use').waitFor({ timeout: patience });
    await page.reload();
    await row('cpu').getByText('In use').waitFor({ timeout: patience });
    await page.getByRole('button', { name: 'Choose by itself' }).click();
    await row('wasm').getByText('In use').waitFor({ timeout: patience });
    expectNoComplaints(complaints);
  });

  it('measures each backend, or says why it cannot', async () => {
    browser = await open();
    const { page } = browser;
    await page.goto(`${address()}/backends`);
    await page.getByRole('button', { name: 'Measure' }).click({ timeout: patience });
    await expect.poll(() => page.getByText('GFLOP/s').count(), { timeout: patience }).toBeGreaterThanOrEqual(2);
    await page.getByText('Half a minute at most').waitFor({ timeout: patience });
    await shoot(page, 'backends-measured');
  });

  it('says why a backend that was asked for by name cannot start, and goes on with another', async () => {
    browser = await open();
    const { page } = browser;
    await page.goto(`${address()}/backends?backend=webgpu`);
    await page.getByText('BACKEND_UNAVAILABLE').waitFor({ timeout: patience });
    await page.getByText('In use').waitFor({ timeout: patience });
  });

  it('trains and shows a picture on WebGPU, asked for by name on its software adapter', async () => {
    browser = await open({ flags: ['--enable-unsafe-webgpu'] });
    const { page, complaints } = browser;
    await page.goto(`${address()}/backends?backend=webgpu`);
    await page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'webgpu' }) }).getByText('In use').waitFor({ timeout: patience });
    await shoot(page, 'backends-webgpu');
    await page.goto(`${address()}/train?backend=webgpu`);
    await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
    await dropPictures(page, uploads(4), 8);
    await page.getByText('4 pictures added.').waitFor({ timeout: patience });
    await page.getByLabel('Steps', { exact: true }).fill('2');
    await page.getByRole('textbox', { name: 'Pictures a step' }).fill('2');
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilRun(page, 'finished');
    await page.getByText('Above: given.').waitFor();
    await shoot(page, 'train-webgpu');
    expectNoComplaints(complaints.filter((complaint) => !/powerPreference|experimental/i.test(complaint)));
  });
});
