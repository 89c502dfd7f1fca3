import type { Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

import { type Upload, uploads } from './pictures.ts';

export const address = (): string => inject('address');

/** Long enough for a busy machine; nothing waits longer than it has to. */
export const patience = 120_000;

export function runBar(page: Page): Locator {
  return page.getByTestId('run-bar');
}

/** Waits until a run says so of itself. */
export async function untilRun(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid="run-bar"][data-state="${state}"]`).waitFor({ timeout: patience });
}

export async function dropPictures(page: Page, files: readonly Upload[], side = 16): Promise<void> {
  await page.getByLabel('Side in pixels').fill(String(side));
  await page.getByTestId('drop-data').locator('input[type=file]').first().setInputFiles([...files]);
}

/** A run that is over in seconds: few tiny pictures, a small network. */
export async function setSmallRun(page: Page, { steps = 12, pictures = 24 } = {}): Promise<void> {
  await page.goto(`${address()}/train`);
  await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
  await dropPictures(page, uploads(pictures));
  await page.getByText(`${pictures} pictures added.`).waitFor({ timeout: patience });
  await page.getByLabel('Steps', { exact: true }).fill(String(steps));
  await page.getByRole('textbox', { name: 'Pictures a step' }).fill('4');
  await page.getByLabel('Every', { exact: true }).fill('5');
  await page.getByLabel('Save every').fill('5');
}

/** Trains a model through the page, to the end. */
export async function trainSmall(page: Page, options?: { steps?: number; pictures?: number }): Promise<void> {
  await setSmallRun(page, options);
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilRun(page, 'finished');
}

/** The numbers of the pictures that the result shows, as one text. */
export async function resultPixels(page: Page): Promise<string> {
  const canvases = page.getByTestId('plate').locator('canvas');
  await canvases.first().waitFor({ timeout: patience });
  return await canvases.evaluateAll((found) => found.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join('\n'));
}

/** Waits for a result that was made with this seed. */
export async function untilResult(page: Page, seed?: number): Promise<void> {
  const plate = seed === undefined ? '[data-testid="plate"][data-state="done"]' : `[data-testid="plate"][data-state="done"][data-seed="${seed}"]`;
  await page.locator(plate).waitFor({ timeout: patience });
}

export function expectNoComplaints(complaints: readonly string[]): void {
  expect(complaints).toEqual([]);
}

/** Sentences that a tiny model learns in seconds, in both languages. */
export function tinyText(): string {
  const pick = <Value>(values: readonly Value[], i: number): Value => values[i % values.length] as Value;
  return Array.from({ length: 400 }, (_, i) => `The ${pick(['cat', 'dog', 'bird', 'fox'], i)} sat on the ${pick(['mat', 'sofa', 'roof'], 7 * i)} and looked at ${pick(['me', 'you', 'the moon'], 3 * i)}.\n고양이가 ${pick(['집', '산', '바다'], i)}에 갔어요.\n`).join('');
}

/** Pairs of the same. */
export function tinyPairs(): string {
  const words: readonly (readonly [string, string])[] = [['file', '파일'], ['row', '행'], ['cell', '셀'], ['page', '페이지']];
  const acts: readonly (readonly [string, string])[] = [['Delete', '삭제'], ['Open', '열기'], ['Save', '저장']];
  return ['source\ttarget', ...Array.from({ length: 20 }, () => acts.flatMap(([act, done]) => words.map(([word, name]) => `${act} the ${word}\t${name} ${done}`))).flat()].join('\n');
}

/** Trains a tiny model on a file of texts through the page, to the end. */
export async function trainOnText(page: Page, { definition, file, text, name, steps = 12 }: { definition: string; file: string; text: string; name: string; steps?: number }): Promise<void> {
  await page.goto(`${address()}/train?definition=${definition}`);
  await page.getByRole('button', { name: 'Start training' }).waitFor({ timeout: patience });
  await page.getByTestId('drop-text').locator('input[type=file]').first().setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('radio', { name: new RegExp(file.replace('.', '\\.')) }).waitFor({ timeout: patience });
  const set = async (label: string, value: string): Promise<void> => { await page.getByRole('textbox', { name: label, exact: true }).first().fill(value); };
  await set('Vocabulary', '320');
  await set('Steps', String(steps));
  await set('Rows a step', '4');
  await set('Layers', '1');
  await set('Width', '32');
  await set('Heads', '2');
  await set('Context', '48');
  await set('Every', '5');
  await set('Save every', '5');
  await set('Name of the run', name);
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilRun(page, 'finished');
}
