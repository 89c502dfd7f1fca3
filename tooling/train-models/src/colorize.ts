/** Trains `models/colorize`: gray emoji become colourful ones, and measures how near to the true ones. */
import { selectBackend } from '@figment/core/backend';

import { writeCard } from './colorize/card.ts';
import { drawPictures } from './colorize/draw.ts';
import { type Likeness, measure } from './colorize/measure.ts';
import { openColorize } from './colorize/open-colorize.ts';
import { recipe } from './colorize/recipe.ts';
import { trainColorize } from './colorize/train-colorize.ts';
import { openEmoji } from './emoji.ts';
import { factsOf } from './facts.ts';
import { writeIndexEntry } from './index-entry.ts';
import { readOptions } from './options.ts';

const name = 'colorize';
const title = { en: 'Colours for gray emoji', ko: '흑백 이모지 색칠하기' };
const description = {
  en: 'Gives gray pictures of 32 x 32 pixels colours, as emoji have them: for your own pictures too.',
  ko: '32×32 흑백 그림에 이모지다운 색을 입혀요. 내 그림도 넣어 볼 수 있어요.',
};

const options = readOptions(name, { ...recipe.training, backend: 'torch' });
const { models, out } = options;
const emoji = await openEmoji(models);
await selectBackend({ prefer: options.backend });
if (options.train) await trainColorize(emoji, options);
if (options.measure) {
  const model = await openColorize(out);
  try {
    const measured = await measure(model, emoji);
    const tell = (of: string, { l1, l1OfGray, psnr, ssim, saturation }: Likeness): void => {
      console.log(`${of}: L1 ${l1.toFixed(4)} (gray ${l1OfGray.toFixed(4)}), PSNR ${psnr.toFixed(2)}, SSIM ${ssim.toFixed(3)}, saturation ${saturation.toFixed(2)}`);
    };
    tell('train', measured.train);
    tell('held out', measured.heldOut);
    if (options.card) {
      const count = (module: string): number => factsOf({ modules: { [module]: model.modules[module]! }, tasks: {} }).parameters;
      const { parameters, tasks } = factsOf(model);
      await writeCard({
        folder: out, title: name, description: description.en, measured, pictures: await drawPictures(model, emoji, out),
        parameters: { generator: count('generator'), discriminator: count('discriminator') },
      });
      await writeIndexEntry({ name, title, description, license: 'MIT', definition: 'figment/image-to-image', data: 'emoji', parameters, tasks }, models, out);
    }
  } finally {
    model.dispose();
  }
}
