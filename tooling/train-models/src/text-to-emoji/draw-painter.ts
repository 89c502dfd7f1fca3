import { openModel } from '@figment/core/checkpoint';
import { encodePng, imageGrid } from '@figment/core/data';
import { concat, dispose, download } from '@figment/core/ops';
import { key } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import { latentDiffusion, textToImage } from '@figment/diffusion';
import { vae } from '@figment/vae';
import { writeFile } from 'node:fs/promises';

import type { Painter } from './painter.ts';
import type { ToldEmoji } from './told-emoji.ts';

/** What the card shows, by rows: English and Korean labels that it learnt, then colours that no emoji of the name has. */
export const shown = [
  ['red apple', 'smiling face', 'pizza', 'cat face', 'rocket', 'birthday cake', 'octopus', 'rainbow'],
  ['빨간 사과', '웃는 얼굴', '피자', '고양이 얼굴', '로켓', '생일 케이크', '문어', '눈사람'],
  ['blue apple', 'green pizza', 'purple cat face', 'pink rocket', '파란 사과', '초록색 생일 케이크', '보라색 고양이 얼굴', '분홍색 로켓'],
] as const;

/** Opens the model as anybody does, and paints {@link shown}, none twice; says what else it can be asked to do. */
export async function drawShown(path: string, file: string, options: { readonly steps?: number } = {}): Promise<readonly string[]> {
  const model = await openModel(path, textToImage, { also: [latentDiffusion, vae] });
  const painted: Tensor[] = [];
  try {
    for (const [seed, text] of shown.flat().entries()) painted.push(await model.tasks.textToImage.sample({ text }, { ...options, seed }).result());
    const all = concat(painted, 0);
    painted.push(all);
    await writeFile(file, await encodePng(imageGrid(await download(all), { columns: shown[0].length, scale: 2 })));
    return Object.entries(model.tasks).filter(([, { unavailable }]) => unavailable === undefined).map(([name]) => name);
  } finally {
    dispose(painted);
    model.dispose();
  }
}

/** Emoji that were kept back, and beside each what is made of its caption. */
export async function drawHeldOut(painter: Painter, { pictures, captions, heldOut }: ToldEmoji, file: string): Promise<void> {
  const places = heldOut.slice(0, 24);
  const { image } = await pictures.read(places);
  const made = await painter.paint(places.map((i) => captions[i]!.label.en), key(1));
  const [, height = 0, width = 0, channels = 0] = image.shape;
  const size = height * width * channels;
  const pairs = new Float32Array(2 * made.length);
  for (const n of places.keys()) {
    pairs.set(Float32Array.from(image.data.subarray(n * size, (n + 1) * size), (byte) => byte / 255), 2 * n * size);
    pairs.set(made.subarray(n * size, (n + 1) * size), (2 * n + 1) * size);
  }
  await writeFile(file, await encodePng(imageGrid({ data: pairs, shape: [2 * places.length, height, width, channels] }, { columns: 12, scale: 2 })));
}
