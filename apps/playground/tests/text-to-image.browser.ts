import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violationsOf } from './axe.ts';
import { type Browser, fits, open, shoot } from './harness.ts';
import { picture } from './pictures.ts';
import { address, expectNoComplaints, patience, untilPictures, untilSeen, type WantedResult } from './steps.ts';

/** The model of captions that ships; few steps, so that a busy machine is quick. */
const model = 'models/text-to-emoji';

interface Asked {
  readonly task?: string;
  readonly prompt?: string;
  readonly seed?: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, string>>;
  readonly language?: string;
}

function at({ task = 'textToImage', prompt = 'red apple', seed = 1, options = {}, more = {}, language = 'en' }: Asked): string {
  const query = new URLSearchParams({ backend: 'wasm', lang: language, model, task, seed: String(seed), options: JSON.stringify({ steps: 6, ...options }), inputs: JSON.stringify({ text: `text:${prompt}`, ...more }) });
  return `${address()}/text-to-image?${query.toString()}`;
}

let browser: Browser;

interface Painted extends Pick<WantedResult, 'task' | 'seed' | 'other'> {
  readonly prompt?: string;
}

/** Waits for the pictures of what is asked for, and of what is named here; their numbers, as one text. */
async function untilPainted({ prompt, ...wanted }: Painted): Promise<string> {
  return await untilPictures(browser.page, { ...wanted, within: '[data-testid="stage-picture"]', ...(prompt !== undefined && { inputs: { text: `text:${prompt}` } }) });
}

/** What is asked for is made, however long it takes: pages follow by themselves only where they are quick. */
async function ask(): Promise<void> {
  await browser.page.getByRole('textbox', { name: 'What do you want to see?' }).press('Enter');
}

/** The numbers of the pictures of a pane at a step that somebody went back to, as one text. */
async function pixels(pane: 'picture' | 'clean' = 'picture'): Promise<string> {
  return await browser.page.getByTestId(`stage-${pane}`).locator('canvas').evaluateAll((found) => found.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join('\n'));
}

describe('Text to image', () => {
  beforeAll(async () => { browser = await open({ reducedMotion: true }); });
  afterAll(async () => { await browser.close(); });

  it('paints what a text says, live and without being asked; a caption is pressed, or written', async () => {
    const { page } = browser;
    await page.goto(at({}));
    const apple = await untilPainted({ task: 'textToImage', seed: 1, prompt: 'red apple' });
    await page.getByRole('button', { name: 'cat face', exact: true }).click();
    expect(await untilPainted({ seed: 1, prompt: 'cat face' })).not.toBe(apple);
    expect(new URL(page.url()).searchParams.get('inputs')).toContain('cat face');
    await page.getByRole('textbox', { name: 'What do you want to see?' }).fill('red apple');
    await ask();
    expect(await untilPainted({ seed: 1, prompt: 'red apple' })).toBe(apple);
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'text-to-image');
  });

  it('goes on with what is just being painted when that is asked for again', async () => {
    const { page } = browser;
    await page.goto(at({ options: { steps: 1000 } }));
    await page.getByTestId('timeline').waitFor({ timeout: patience });
    await page.evaluate(() => {
      const plate = document.querySelector('[data-testid="plate"]')!;
      const step = (): number => Number(plate.querySelector<HTMLElement>('[data-testid="timeline"]')?.dataset['step']);
      const steps = [step()];
      (globalThis as unknown as { steps: number[] }).steps = steps;
      new MutationObserver(() => { steps.push(step()); }).observe(plate, { subtree: true, attributes: true, attributeFilter: ['data-step'] });
    });
    await ask();
    const { steps } = await untilSeen(page, (count) => {
      const seen = (globalThis as unknown as { steps: number[] }).steps;
      return seen.length < count ? undefined : { steps: seen };
    }, 20);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.locator('[data-testid="plate"][data-state="stopped"]').waitFor();
  });

  it('shows the same again for whoever opens the link', async () => {
    const { page } = browser;
    await page.goto(at({ seed: 5, options: { count: 2, guidance: 4, sampler: 'unipc', negativePrompt: 'blue' } }));
    const before = await untilPainted({ task: 'textToImage', seed: 5 });
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    expect(await untilPainted({ task: 'textToImage', seed: 5 })).toBe(before);
    expect(await page.getByRole('textbox', { name: 'What should not be there?' }).inputValue()).toBe('blue');
    expect(await page.getByRole('combobox', { name: 'Sampler' }).inputValue()).toBe('UniPC');
    await page.getByRole('button', { name: 'Throw the dice: a new seed' }).click();
    await untilPainted({ other: before });
  });

  it('goes back to any step, by keys, by the film, and by playing', async () => {
    const { page } = browser;
    await page.goto(at({}));
    const end = await untilPainted({ task: 'textToImage', seed: 1 });
    const timeline = page.getByTestId('timeline');
    const slider = page.getByRole('slider', { name: 'From noise to picture' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.locator('[data-testid="timeline"][data-step="1"]').waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('Step 1 of 6');
    const [noisy, seen] = [await pixels(), await pixels('clean')];
    expect(new Set([noisy, seen, end]).size).toBe(3);
    await timeline.getByRole('button', { name: 'Go to step 3' }).click();
    await page.locator('[data-testid="timeline"][data-step="3"]').waitFor();
    await shoot(page, 'text-to-image-scrubbed');
    await timeline.getByRole('button', { name: 'Play the steps' }).click();
    await page.locator('[data-testid="timeline"][data-step="6"]').waitFor({ timeout: patience });
    expect(await pixels()).toBe(end);
  });

  it('paints anew what a brush marks, by mouse and by keys, and leaves the rest', async () => {
    const { page } = browser;
    await page.goto(at({ task: 'inpaint', prompt: 'pie', more: { image: 'emoji:94', mask: 'mask:32x32:' } }));
    const before = await untilPainted({ task: 'inpaint', seed: 1 });
    const zone = page.getByTestId('input-mask');
    await zone.getByText('0 % is painted anew').waitFor();
    const canvas = page.getByRole('application', { name: 'Paint where something new comes' });
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const to = (x: number, y: number): readonly [number, number] => [box.x + ((x + 0.5) * box.width) / 32, box.y + ((y + 0.5) * box.height) / 32];
    await page.mouse.move(...to(2, 20));
    await page.mouse.down();
    await page.mouse.move(...to(14, 20));
    await page.mouse.up();
    await zone.getByText('0 % is painted anew').waitFor({ state: 'detached' });
    await ask();
    const painted = await untilPainted({ task: 'inpaint', other: before });
    // 13 pixels along and a disk of 3 at each: what lies elsewhere is as it was.
    const changed = await changedPixels(before, painted);
    expect(changed.length).toBeGreaterThan(10);
    expect(changed.every(({ x, y }) => y >= 19 && y <= 21 && x <= 15)).toBe(true);
    await zone.getByRole('button', { name: 'Undo' }).click();
    await zone.getByText('0 % is painted anew').waitFor();
    await canvas.focus();
    for (const key of [']', ']', ']', 'ArrowUp', 'Space']) await page.keyboard.press(key);
    await zone.getByText('3 % is painted anew').waitFor();
    expect(new URL(page.url()).searchParams.get('inputs')).toContain('mask:32x32:');
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'text-to-image-inpaint');
  });

  for (const task of ['imageToImage', 'variations', 'outpaint', 'interpolatePrompts', 'interpolateNoises', 'edit']) {
    it(`does ${task} at once, with something to begin with`, async () => {
      const { page } = browser;
      await page.goto(at({ task, ...(task.startsWith('interpolate') && { options: { frames: 4 } }) }));
      const pictures = await untilPainted({ task, seed: 1 });
      expect(pictures.split('\n')).toHaveLength(task.startsWith('interpolate') || task === 'variations' ? 4 : 1);
      expect(await fits(page)).toBe(true);
      await shoot(page, `text-to-image-${task}`);
    });
  }

  it('takes a picture of one\'s own', async () => {
    const { page } = browser;
    await page.goto(at({ task: 'imageToImage' }));
    const before = await untilPainted({ task: 'imageToImage', seed: 1 });
    await page.getByTestId('input-image').locator('input[type=file]').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: picture(12) });
    await page.getByTestId('input-image').getByText('your picture').waitFor({ timeout: patience });
    await ask();
    await untilPainted({ task: 'imageToImage', other: before });
  });

  it('tells whether a picture is memorised, and saves it and its way', async () => {
    const { page } = browser;
    await page.goto(at({}));
    await untilPainted({ task: 'textToImage', seed: 1 });
    await page.getByTestId('stage-picture').getByRole('button').first().click();
    await page.getByRole('region', { name: 'Is it memorised?' }).getByText(/^difference/).first().waitFor({ timeout: patience });
    const saved = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: patience }), page.getByRole('button', { name }).click()]);
      return await readFile(await download.path());
    };
    expect((await saved('Save PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
    const gif = await saved('Save GIF of the steps');
    expect(gif.subarray(0, 6).toString('latin1')).toBe('GIF89a');
    // A graphic control before each of the six steps and the result: GIF89a, 23.
    expect(gif.toString('latin1').split('\x21\xf9\x04').length - 1).toBe(7);
  });

  it('says in words when a prompt is too long, and what to do about settings that fit nothing', async () => {
    const { page } = browser;
    await page.goto(at({ prompt: 'red apple and yellow banana and blue car and green tree and white cat and black dog and purple flower' }));
    await untilPainted({ task: 'textToImage', seed: 1 });
    await page.getByTestId('warning').getByText(/tokens, of which the model reads the first/).waitFor();
    for (const [options, code] of [[{ steps: 2000 }, 'OPTIONS_INVALID'], [{ sampler: 'ddim' }, 'SCHEDULER_MISMATCH'], [{ sampler: 'eular' }, 'OPTIONS_INVALID']] as const) {
      await page.goto(at({ options }));
      await page.getByRole('alert').getByText(code).waitFor({ timeout: patience });
    }
    // The samplers that fit are there to choose from, each with a line about it.
    await page.getByRole('combobox', { name: 'Sampler' }).click();
    await page.getByRole('option', { name: /UniPC.*corrects the step before/ }).click();
    await untilPainted({ task: 'textToImage', seed: 1 });
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('speaks Korean, from captions to warnings', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at({ prompt: '빨간 사과', language: 'ko' }));
    await page.getByRole('heading', { level: 1, name: '글로 그림' }).waitFor({ timeout: patience });
    await untilPainted({ task: 'textToImage', seed: 1 });
    await page.getByRole('button', { name: '고양이 얼굴', exact: true }).waitFor();
    await page.getByText('모델이 짐작하는 그림', { exact: true }).waitFor();
    expect(await fits(page)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'text-to-image-ko-390');
    await page.goto(at({ prompt: '아주 큰 빨간 사과와 노란 바나나와 파란 자동차와 초록 나무와 하얀 고양이', language: 'ko', task: 'inpaint' }));
    await page.getByTestId('warning').getByText(/앞의 \d+개만 읽어요/).waitFor({ timeout: patience });
    expect(await fits(page)).toBe(true);
    await shoot(page, 'text-to-image-inpaint-ko-390');
  });

  it('complained of nothing in all of this', () => {
    expectNoComplaints(browser.complaints);
  });
});

/** Where two pictures differ, in pixels of the model. */
async function changedPixels(before: string, after: string): Promise<readonly { readonly x: number; readonly y: number }[]> {
  return await browser.page.evaluate(async ([one, other]) => {
    const read = async (url: string): Promise<ImageData> => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [a, b] = await Promise.all([read(one!), read(other!)]);
    return Array.from({ length: a.width * a.height }, (_, i) => i).filter((i) => [0, 1, 2].some((c) => a.data[4 * i + c] !== b.data[4 * i + c])).map((i) => ({ x: i % a.width, y: Math.floor(i / a.width) }));
  }, [before, after]);
}
