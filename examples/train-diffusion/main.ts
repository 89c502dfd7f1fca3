/**
 * Trains a diffusion model on pictures of clothes, and makes one of each class out of noise.
 *
 *     npm start -- 600      how many steps
 */
import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { encodePng, imageGrid, openDataset } from '@figment/core/data';
import { download } from '@figment/core/ops';
import { diffusion } from '@figment/diffusion';
import { writeFile } from 'node:fs/promises';

const [steps = '600'] = process.argv.slice(2);

const data = await openDataset('fashion-mnist');
const model = await createModel(diffusion, { image: { size: 32, channels: 1 }, condition: 'class', classes: 10, network: { channels: [24, 48] } }, { seed: 7 });

for await (const { step, losses } of train(model, { data, steps: Number(steps), batchSize: 32, seed: 7 })) {
  if (step % 50 === 0) console.log(step, losses.diffusion);
}
await saveModel(model, 'runs/clothes');

const clothes: Float32Array[] = [];
for (let label = 0; label < 10; label += 1) {
  const picture = await model.tasks.generate.sample({}, { label, guidance: 2, steps: 20, seed: label }).result(); // [1, 32, 32, 1]
  clothes.push(Float32Array.from((await download(picture)).data));
  picture.dispose();
}
const all = Float32Array.from(clothes.flatMap((pixels) => [...pixels]));
await writeFile('clothes.png', await encodePng(imageGrid({ data: all, shape: [10, 32, 32, 1] }, { columns: 10, scale: 3 })));
