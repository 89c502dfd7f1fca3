/**
 * Trains two networks against each other on pictures of clothes, says how they stand, and makes some of each class.
 *
 *     npm start -- 900      how many steps
 */
import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { encodePng, imageGrid, openDataset } from '@figment/core/data';
import { download } from '@figment/core/ops';
import { gan } from '@figment/gan';
import { writeFile } from 'node:fs/promises';

const [steps = '900'] = process.argv.slice(2);

const data = await openDataset('fashion-mnist');
const model = await createModel(gan, { image: { size: 32, channels: 1 }, condition: 'class', classes: 10, loss: 'nonSaturating', r1: 1 }, { seed: 7 });

for await (const { step, losses, balance } of train(model, { data, steps: Number(steps), seed: 7 })) {
  if (step % 100 === 0) console.log(step, losses.discriminator, losses.generator, balance.accuracyReal, balance.accuracyMade);
  if (balance.verdict === 'modeCollapse' || balance.verdict === 'divergence') console.warn(step, balance.verdict, balance.reason);
}
await saveModel(model, 'runs/clothes');

const clothes: Float32Array[] = [];
for (let label = 0; label < 10; label += 1) {
  const pictures = await model.tasks.generate.sample({}, { class: label, count: 8, truncation: 0.8, seed: 1 }).result(); // [8, 32, 32, 1]
  clothes.push(Float32Array.from((await download(pictures)).data));
  pictures.dispose();
}
const all = Float32Array.from(clothes.flatMap((pixels) => [...pixels]));
await writeFile('clothes.png', await encodePng(imageGrid({ data: all, shape: [80, 32, 32, 1] }, { columns: 8, scale: 2 })));
