/** Trains `models/text-to-emoji-fast`: what `models/text-to-emoji` paints in 20 steps, in 1 to 4. */
import { selectBackend } from '@figment/core/backend';
import { join } from 'node:path';

import { writeIndexEntry } from './index-entry.ts';
import { readOptions } from './options.ts';
import { writeFastCard } from './text-to-emoji-fast/fast-card.ts';
import { measureSteps } from './text-to-emoji-fast/measure-steps.ts';
import { recipe } from './text-to-emoji-fast/recipe.ts';
import { trainFast } from './text-to-emoji-fast/train-fast.ts';
import { drawShown } from './text-to-emoji/draw-painter.ts';
import { openToldEmoji } from './text-to-emoji/told-emoji.ts';

const name = 'text-to-emoji-fast';
const title = { en: 'Emoji from words, fast', ko: '빠르게 그리는 이모지' };
const description = {
  en: 'Paints emoji of 32 x 32 pixels of what a caption says in one to four steps, in English or in Korean. It works with models/text-to-emoji, which must stand beside it.',
  ko: '설명을 읽고 32×32 이모지를 한 번에서 네 번 만에 그려요. 옆에 있는 models/text-to-emoji와 함께 써요.',
};

const options = readOptions(name, { ...recipe.training, backend: 'torch' });
const { out, models } = options;
const emoji = await openToldEmoji(models, false);
if (options.train) await trainFast(emoji, options);
if (options.measure) {
  await selectBackend({ prefer: options.backend });
  const figures = await measureSteps(emoji, join(models, recipe.teacher), out);
  for (const { of, steps, fidelity: { en, ko } } of figures.rows) console.log(`${of}, ${steps} steps: right emoji ${(100 * en.top1).toFixed(1)} % en, ${(100 * ko.top1).toFixed(1)} % ko, difference ${en.error.toFixed(4)}, ${ko.error.toFixed(4)}`);
  if (options.card) {
    const tasks = await drawShown(out, join(out, 'samples.png'));
    await drawShown(out, join(out, 'samples-1-step.png'), { steps: 1 });
    await writeFastCard({ folder: out, title: name, description: description.en, figures });
    await writeIndexEntry({ name, title, description, license: 'MIT', definition: 'figment/text-to-image', data: 'emoji', parameters: figures.parameters, tasks }, models, out);
  }
}
