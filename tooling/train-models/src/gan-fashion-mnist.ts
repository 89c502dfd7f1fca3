/** Trains `models/gan-fashion-mnist`: clothes of ten classes out of random numbers, and measures them with a classifier. */
import { selectBackend } from '@figment/core/backend';
import { openModel } from '@figment/core/checkpoint';
import { frechetDistance } from '@figment/gan/metrics';
import { vae } from '@figment/vae';
import { existsSync } from 'node:fs';

import { factsOf } from './facts.ts';
import { writeCard } from './gan-fashion-mnist/card.ts';
import { openClothes } from './gan-fashion-mnist/clothes.ts';
import { drawPictures } from './gan-fashion-mnist/draw.ts';
import { madePictures, type Maker } from './gan-fashion-mnist/made.ts';
import { lookAtReality, type Quality, qualityOf } from './gan-fashion-mnist/measure.ts';
import { openGan } from './gan-fashion-mnist/open-gan.ts';
import { recipe } from './gan-fashion-mnist/recipe.ts';
import { trainAutoencoder } from './gan-fashion-mnist/train-autoencoder.ts';
import { classifierFolder, openClassifier, trainClassifier } from './gan-fashion-mnist/train-classifier.ts';
import { trainGan } from './gan-fashion-mnist/train-gan.ts';
import { writeIndexEntry } from './index-entry.ts';
import { readOptions } from './options.ts';

const name = 'gan-fashion-mnist';
const title = { en: 'Clothes out of numbers', ko: '숫자로 만드는 옷' };
const description = {
  en: 'Makes gray pictures of clothes of 32 x 32 pixels out of random numbers, of the class that it is asked for.',
  ko: '무작위 숫자로 32×32 흑백 옷 사진을 만들어요. 티셔츠, 가방, 신발처럼 갈래를 고를 수 있어요.',
};

const options = readOptions(name, { ...recipe.training, backend: 'torch' });
const { models, out, work } = options;
const clothes = await openClothes(models);
await selectBackend({ prefer: options.backend });
if (!existsSync(classifierFolder)) await trainClassifier(clothes);
if (options.train) await trainGan(clothes, options);
if (options.measure) {
  const { classifier, accuracy } = await openClassifier();
  const reality = await lookAtReality(classifier, clothes);
  const measured = async (maker: unknown, how: object = {}): Promise<Quality> => {
    const images = await madePictures(maker as Maker, recipe.samples, how);
    const quality = await qualityOf(classifier, images, reality);
    images.dispose();
    return quality;
  };
  const tell = (who: string, { distance, classes, neighbourhoods: { precision, coverage } }: Quality): void => {
    console.log(`${who}: distance ${distance.train.toFixed(2)}, held out ${distance.heldOut.toFixed(2)}; ${classes.covered} classes, entropy ${classes.entropy.toFixed(2)}; precision ${precision.toFixed(2)}, coverage ${coverage.toFixed(2)}`);
  };
  const model = await openGan(out);
  const made = await measured(model);
  tell('made', made);
  if (options.card) {
    const beside = `${work}-autoencoder`;
    if (options.train || !existsSync(beside)) await trainAutoencoder(clothes, beside);
    const autoencoder = await openModel(beside, vae);
    // As varied as what it learnt, as the other's are: its usual temperature makes typical ones, which lie farther off.
    const itsQuality = await measured(autoencoder, { temperature: 1 });
    tell('autoencoder', itsQuality);
    const count = (module: string): number => factsOf({ modules: { [module]: model.modules[module]! }, tasks: {} }).parameters;
    const { parameters, tasks } = factsOf(model);
    await writeCard({
      folder: out, title: name, description: description.en, pictures: await drawPictures(model, out), made, autoencoder: itsQuality,
      parameters: { generator: count('generator'), discriminator: count('discriminator'), autoencoder: factsOf(autoencoder).parameters },
      realDistance: frechetDistance(reality.heldOut.features, reality.train.features), classifierAccuracy: accuracy,
    });
    await writeIndexEntry({ name, title, description, license: 'MIT', definition: 'figment/gan', data: 'fashion-mnist', parameters, tasks }, models, out);
  }
}
