import { existsSync, readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { type Browser, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience, untilResult } from './steps.ts';

const index = new URL('../../../models/index.json', import.meta.url);
const models = existsSync(index) ? (JSON.parse(readFileSync(index, 'utf8')) as { models: { name: string; path: string; tasks: string[] }[] }).models : [];
let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe('models that ship', () => {
  for (const { name, path, tasks } of models) {
    it(`${name} opens from the gallery and does all it says`, async () => {
      browser = await open();
      const { page, complaints } = browser;
      await page.goto(address());
      await page.locator(`a[href*="${encodeURIComponent(`models/${path}`)}"]`).first().waitFor({ timeout: patience });
      await shoot(page, 'models-shipped');
      for (const task of tasks) {
        await page.goto(`${address()}/generate?model=${encodeURIComponent(`models/${path}`)}&task=${task}`);
        await untilResult(page, { task });
        await shoot(page, `generate-${name}-${task}`);
      }
      expectNoComplaints(complaints);
    });

    it(`${name} shows its first sample soon after the page is asked for`, async () => {
      browser = await open();
      const { page } = browser;
      const from = performance.now();
      await page.goto(`${address()}/generate?backend=wasm&model=${encodeURIComponent(`models/${path}`)}`);
      await untilResult(page);
      // Measured and told; how fast it is depends on what else the machine does.
      console.log(`first sample of ${name}, page load included: ${((performance.now() - from) / 1000).toFixed(2)} s`);
      const plate = page.getByTestId('plate');
      expect(await plate.locator('canvas').count() + (await plate.innerText()).length).toBeGreaterThan(0);
    });
  }

  it.runIf(models.some(({ path }) => path === 'colorize'))('colorize shows the gray picture that it gave colours', async () => {
    browser = await open();
    const { page, complaints } = browser;
    await page.goto(`${address()}/generate?model=${encodeURIComponent('models/colorize')}&task=translate`);
    await untilResult(page, { task: 'translate' });
    const shown = page.getByTestId('plate').locator('figure', { hasText: 'What it is shown' }).locator('canvas');
    const channels = await shown.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return [0, 1, 2].map((channel) => data.filter((_, i) => i % 4 === channel).join());
    });
    expect(new Set(channels).size).toBe(1);
    expectNoComplaints(complaints);
  });

  it.skipIf(models.length > 0)('the gallery says so when there are none', async () => {
    browser = await open();
    const { page } = browser;
    await page.goto(address());
    await page.getByText('No trained model comes with this copy.').waitFor({ timeout: patience });
  });
});
