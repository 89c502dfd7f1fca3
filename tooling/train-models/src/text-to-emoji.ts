/** Trains `models/text-to-emoji`: captions in English and Korean become emoji. */
import { selectBackend } from '@figment/core/backend';
import { join } from 'node:path';

import { writeIndexEntry } from './index-entry.ts';
import { readOptions } from './options.ts';
import { drawShown } from './text-to-emoji/draw-painter.ts';
import { readHeldOut } from './text-to-emoji/held-out.ts';
import { type Fidelity, measureFidelity } from './text-to-emoji/measure-painter.ts';
import { writePainterCard } from './text-to-emoji/painter-card.ts';
import { openPainter } from './text-to-emoji/painter.ts';
import { recipe } from './text-to-emoji/recipe.ts';
import { openToldEmoji } from './text-to-emoji/told-emoji.ts';
import { trainPainter } from './text-to-emoji/train-painter.ts';

const name = 'text-to-emoji';
const title = { en: 'Emoji from words', ko: '말로 그리는 이모지' };
const description = {
  en: 'Paints emoji of 32 x 32 pixels of what a caption says, in English or in Korean: "red apple", "파란 사과".',
  ko: '설명을 읽고 32×32 이모지를 그려요. 영어와 한국어를 알아들어요: "red apple", "파란 사과".',
};

const options = readOptions(name, { ...recipe.training, backend: 'torch' });
const { out, models } = options;
const emoji = await openToldEmoji(models, false);
if (options.train) await trainPainter(emoji, options);
if (options.measure) {
  await selectBackend({ prefer: options.backend });
  const painter = await openPainter(out);
  let fidelity: Fidelity;
  try {
    fidelity = await measureFidelity(painter, emoji);
  } finally {
    painter.dispose();
  }
  for (const [language, { captions, top1, error }] of Object.entries(fidelity)) console.log(`${language}: right emoji ${(100 * top1).toFixed(1)} % of ${captions}, difference ${error.toFixed(4)}`);
  if (options.card) {
    const { parameters } = painter;
    const tasks = await drawShown(out, join(out, 'samples.png'));
    await writePainterCard({ folder: out, title: name, description: description.en, parameters, fidelity, heldOut: await readHeldOut() });
    await writeIndexEntry({ name, title, description, license: 'MIT', definition: 'figment/text-to-image', data: 'emoji', parameters: parameters.denoiser + parameters.autoencoder, tasks }, models, out);
  }
}
