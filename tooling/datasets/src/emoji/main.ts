/** Prepares models/data/emoji. */
import { putDataset } from '../index-file.ts';
import { writeDataset } from '../write.ts';
import { draw } from './draw.ts';
import { icons } from './icons.ts';
import { notice } from './notice.ts';

const SIZE = 32;
const title = { en: 'Emoji', ko: '이모지' };
/** Every 20th from the 7th is never trained on where figures are measured. */
const heldOut = { every: 20, from: 7 };
/** Half cake, half pie; an apple that becomes a pizza; a cat that becomes a dog. */
const showcaseNames = ['birthday-cake', 'pie', 'red-apple', 'pizza', 'cat-face', 'dog-face'];

const all = icons();
const showcase = showcaseNames.map((name) => all.findIndex(({ caption }) => caption.name === name));
const images = await draw(all.map(({ svg }) => svg), SIZE);
await writeDataset(
  'data/emoji',
  { title, part: 'all', parts: { all: { images: 'images.idx.gz' } }, captions: 'captions.json', showcase, heldOut },
  { 'images.idx.gz': images, 'captions.json': all.map(({ caption }) => caption), NOTICE: notice() },
);
const held = all.filter((_, i) => i % heldOut.every === heldOut.from).length;
await putDataset({
  name: 'emoji',
  path: 'data/emoji',
  title,
  description: {
    en: `${all.length.toLocaleString('en')} emoji of 32 x 32 pixels with English and Korean captions (Fluent Emoji, flat).`,
    ko: `영어와 한국어 설명이 붙은 32×32 이모지 ${all.length.toLocaleString('en')}개예요 (Fluent Emoji flat).`,
  },
  license: 'MIT',
  examples: all.length,
  splits: { all: all.length, train: all.length - held, heldOut: held },
  fields: { image: { kind: 'image', shape: [SIZE, SIZE, 3] }, text: { kind: 'text' } },
});
console.log(`emoji: ${all.length} pictures, ${held} of them held out`);
