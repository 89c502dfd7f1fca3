import { afterEach, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { address, expectNoComplaints, patience, tinyText, untilRun } from './steps.ts';

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

it('trains a model that somebody else wrote on a text of one\'s own, shows what it writes meanwhile, and the dice of each of its characters', async () => {
  browser = await open();
  const { page, complaints } = browser;
  await page.goto(`${address()}/train?definition=acme/lstm`);
  await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
  await page.getByTestId('drop-text').locator('input[type=file]').first().setInputFiles({ name: 'story.txt', mimeType: 'text/plain', buffer: Buffer.from(tinyText()) });
  await page.getByRole('radio', { name: /story\.txt/ }).waitFor({ timeout: patience });
  for (const [label, value] of [['Steps', '30'], ['Rows a step', '8'], ['Width', '32'], ['Every', '15'], ['Name of the run', 'letters']] as const) await page.getByRole('textbox', { name: label, exact: true }).first().fill(value);
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilRun(page, 'finished');
  await page.getByTestId('text-samples').getByRole('listitem').first().waitFor({ timeout: patience });
  await shoot(page, 'train-plugin-done');
  await page.goto(`${address()}/complete?model=${encodeURIComponent('opfs:letters')}&seed=3`);
  await page.locator('[data-testid="written-panel"][data-state="done"]').waitFor({ timeout: patience });
  const tokens = page.getByTestId('written-panel').getByRole('option');
  await tokens.nth(2).click();
  const dice = page.getByTestId('dice');
  expect(await dice.getByRole('listitem').count()).toBeGreaterThan(5);
  // It has no way to be told how its text begins, so that faces are for looking at.
  expect(await dice.getByRole('button', { name: /^Go on from/ }).count()).toBe(0);
  expect(await fits(page)).toBe(true);
  expect(await violationsOf(page)).toEqual([]);
  await shoot(page, 'complete-plugin');
  expectNoComplaints(complaints);
});
