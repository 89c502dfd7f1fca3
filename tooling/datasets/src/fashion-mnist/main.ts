/**
 * Prepares models/data/fashion-mnist, a small part of Fashion-MNIST, from its four IDX files:
 * `npm run prepare:fashion-mnist -- /usr/share/datasets/fashion-mnist` (where Debian's package dataset-fashion-mnist puts them).
 *
 * Xiao, Rasul and Vollgraf 2017, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", arXiv:1708.07747.
 */
import { readIdx } from '@figment/core/data';
import { join } from 'node:path';

import { putDataset } from '../index-file.ts';
import { writeDataset } from '../write.ts';
import { notice } from './notice.ts';
import { balanced } from './select.ts';

const PER_CLASS = { train: 400, test: 100 };
/** Powers of two suit networks that halve their pictures: 28 -> 32. */
const SIZE = 32;
const title = { en: 'Fashion-MNIST', ko: '패션 MNIST' };
const labelNames = [
  { en: 'T-shirt', ko: '티셔츠' },
  { en: 'Trouser', ko: '바지' },
  { en: 'Pullover', ko: '스웨터' },
  { en: 'Dress', ko: '원피스' },
  { en: 'Coat', ko: '코트' },
  { en: 'Sandal', ko: '샌들' },
  { en: 'Shirt', ko: '셔츠' },
  { en: 'Sneaker', ko: '운동화' },
  { en: 'Bag', ko: '가방' },
  { en: 'Ankle boot', ko: '앵클부츠' },
];

const folder = process.argv[2] ?? '/usr/share/datasets/fashion-mnist';
const part = async (name: string, perClass: number) =>
  balanced(await readIdx(join(folder, `${name}-images-idx3-ubyte.gz`)), await readIdx(join(folder, `${name}-labels-idx1-ubyte.gz`)), labelNames.length, perClass);
const train = await part('train', PER_CLASS.train);
const test = await part('t10k', PER_CLASS.test);
await writeDataset(
  'data/fashion-mnist',
  {
    title,
    part: 'train',
    parts: { train: { images: 'train-images.idx.gz', labels: 'train-labels.idx.gz' }, test: { images: 'test-images.idx.gz', labels: 'test-labels.idx.gz' } },
    size: SIZE,
    labelNames,
  },
  { 'train-images.idx.gz': train.images, 'train-labels.idx.gz': train.labels, 'test-images.idx.gz': test.images, 'test-labels.idx.gz': test.labels, NOTICE: notice },
);
const examples = { train: train.images.shape[0] ?? 0, test: test.images.shape[0] ?? 0 };
await putDataset({
  name: 'fashion-mnist',
  path: 'data/fashion-mnist',
  title,
  description: {
    en: `${(examples.train + examples.test).toLocaleString('en')} gray pictures of clothes in 10 classes: a small, balanced part of Fashion-MNIST, padded to 32 x 32.`,
    ko: `옷과 신발을 10가지로 나눈 흑백 사진 ${(examples.train + examples.test).toLocaleString('en')}장이에요. Fashion-MNIST에서 고르게 뽑아 32×32로 맞췄어요.`,
  },
  license: 'MIT',
  examples: examples.train + examples.test,
  splits: examples,
  fields: { image: { kind: 'image', shape: [SIZE, SIZE, 1] }, label: { kind: 'label', shape: [] } },
});
console.log(`fashion-mnist: ${examples.train} + ${examples.test} pictures`);
