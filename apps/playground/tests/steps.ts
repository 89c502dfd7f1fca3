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

/**
 * Looks at the page until there is something to see, and gives what was seen. All of it is of one moment: between two looks another run may begin.
 *
 * @param look runs in the page, and knows nothing but its argument
 */
export async function untilSeen<Wanted, Seen extends object>(page: Page, look: (wanted: Wanted) => Seen | undefined, wanted: Wanted): Promise<Seen> {
  const seen = await page.waitForFunction(look as (wanted: unknown) => Seen | undefined, wanted as unknown, { timeout: patience });
  return await seen.jsonValue() as Seen;
}

/** What a result must be of; what is left out may be anything that the controls ask for. */
export interface WantedResult {
  readonly task?: string | undefined;
  readonly seed?: number | undefined;
  /** As they stand in the address. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  /** Pictures that it must not show any more. */
  readonly other?: string | undefined;
  /** Which part of the result the pictures stand in. */
  readonly within?: string | undefined;
  /** How many pictures there are at least (0). */
  readonly least?: number | undefined;
}

/** Runs in the page: the pictures of the result, where it is of what the controls ask for now and of what is wanted. */
function result({ task, seed, inputs, other, within, least = 0 }: WantedResult): { readonly pictures: readonly string[] } | undefined {
  const plate = document.querySelector<HTMLElement>('[data-testid="plate"]');
  const { request, current } = plate?.dataset ?? {};
  if (plate === null || request === undefined || current !== 'true') return undefined;
  const of = JSON.parse(request) as { readonly task: string; readonly seed: number; readonly inputs: Readonly<Record<string, unknown>> };
  if ((task ?? of.task) !== of.task || (seed ?? of.seed) !== of.seed || Object.entries(inputs ?? {}).some(([name, value]) => of.inputs[name] !== value)) return undefined;
  const pictures = [...plate.querySelectorAll<HTMLCanvasElement>(`${within ?? ''} canvas`)].map((canvas) => canvas.toDataURL());
  return pictures.length < least || pictures.join('\n') === other ? undefined : { pictures };
}

/** Waits for the result of what the controls ask for. */
export async function untilResult(page: Page, wanted: WantedResult = {}): Promise<void> {
  await untilSeen(page, result, wanted);
}

/** Waits for the same, and gives the numbers of its pictures as one text. */
export async function untilPictures(page: Page, wanted: WantedResult = {}): Promise<string> {
  const { pictures } = await untilSeen(page, result, { least: 1, ...wanted });
  return pictures.join('\n');
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
