/** Prepares models/data/sounds and models/data/emoji-in-motion: what says how they are computed, and their entries in the index. */
import { type DatasetManifest, openDataset, type ShippedDataset } from '@figment/core/data';
import { join } from 'node:path';

import { modelsFolder, putDataset } from '../index-file.ts';
import { writeDataset } from '../write.ts';
import { motionNotice, soundNotice } from './notice.ts';

/** Writes one, opens it, and puts down what there is. */
async function put(name: string, { description, license, splits, ...manifest }: DatasetManifest & Pick<ShippedDataset, 'description' | 'license'> & { splits: readonly string[] }, notice: string): Promise<void> {
  const path = `data/${name}`;
  await writeDataset(path, manifest, { NOTICE: notice });
  const folder = join(modelsFolder, path);
  const sizes = await Promise.all(splits.map(async (split) => [split, (await openDataset(folder, { split })).size] as const));
  const { fields, size } = await openDataset(folder);
  await putDataset({ name, path, title: manifest.title, description, license, examples: size, splits: Object.fromEntries(sizes), fields });
  console.log(`${name}: ${size} examples`);
}

const count = 256;
await put('sounds', {
  title: { en: 'Sounds', ko: '소리' },
  description: {
    en: `${count} sounds of half a second at 8 kHz: plucked strings, bells, drums and short melodies, computed as they are read.`,
    ko: `줄 뜯는 소리, 종소리, 북소리, 짧은 가락 ${count}개예요. 0.5초 길이에 8 kHz이고, 읽을 때 계산해서 만들어요.`,
  },
  license: 'MIT',
  part: 'all',
  parts: {},
  splits: ['all'],
  generated: { by: 'sounds', count },
  labelNames: [{ en: 'plucked string', ko: '줄 뜯는 소리' }, { en: 'bell', ko: '종소리' }, { en: 'drum', ko: '북소리' }, { en: 'melody', ko: '짧은 가락' }],
}, soundNotice);

await put('emoji-in-motion', {
  title: { en: 'Emoji in motion', ko: '움직이는 이모지' },
  description: {
    en: 'Clips of 8 frames of 16 x 16 pixels: each emoji rotates, bounces, grows and sways, drawn as it is read.',
    ko: '16×16 픽셀 8장으로 된 짧은 영상이에요. 이모지마다 돌고, 튀고, 커지고, 흔들려요. 읽을 때 그려요.',
  },
  license: 'MIT',
  part: 'all',
  parts: {},
  splits: ['all', 'train', 'heldOut'],
  generated: { by: 'motion', from: '../emoji', size: 16, frames: 8 },
  labelNames: [{ en: 'rotating', ko: '빙글빙글 도는' }, { en: 'bouncing', ko: '통통 튀는' }, { en: 'growing', ko: '커졌다 작아지는' }, { en: 'swaying', ko: '흔들리는' }],
}, motionNotice);
