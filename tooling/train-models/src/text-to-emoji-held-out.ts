/**
 * Trains the model of `text-to-emoji.ts` once more without some emoji and Korean labels, to see what it makes of captions that it never read:
 * `text-to-emoji/held-out.json`, and a picture beside the model that ships. The model itself stays in the folder of the run.
 */
import { selectBackend } from '@figment/core/backend';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { readOptions } from './options.ts';
import { drawHeldOut } from './text-to-emoji/draw-painter.ts';
import { writeHeldOut } from './text-to-emoji/held-out.ts';
import { measureFidelity, measureGeneralisation } from './text-to-emoji/measure-painter.ts';
import { openPainter } from './text-to-emoji/painter.ts';
import { recipe } from './text-to-emoji/recipe.ts';
import { openToldEmoji } from './text-to-emoji/told-emoji.ts';
import { trainPainter } from './text-to-emoji/train-painter.ts';

const options = readOptions('text-to-emoji-held-out', { ...recipe.training, steps: 6000, backend: 'torch' });
const { models, work, steps, seed } = options;
const out = join(work, 'model');
const emoji = await openToldEmoji(models, true);
if (options.train) await trainPainter(emoji, { ...options, out });
if (options.measure) {
  await selectBackend({ prefer: options.backend });
  const painter = await openPainter(out);
  try {
    const figures = { steps, seed, fidelity: await measureFidelity(painter, emoji), generalisation: await measureGeneralisation(painter, emoji) };
    console.log(JSON.stringify(figures, null, 2));
    if (options.card) {
      await writeHeldOut(figures);
      await mkdir(join(models, 'text-to-emoji'), { recursive: true });
      await drawHeldOut(painter, emoji, join(models, 'text-to-emoji', 'held-out.png'));
    }
  } finally {
    painter.dispose();
  }
}
