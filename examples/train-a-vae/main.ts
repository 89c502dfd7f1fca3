/**
 * Trains a VAE on a folder of pictures, or on the emoji that ship, and walks from one picture to another.
 *
 *     npm start                       emoji
 *     npm start -- photos/ 4000       your own pictures, and how many steps
 */
import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { augmentImages, encodePng, example, imageGrid, openDataset } from '@figment/core/data';
import { fromHost, toHost } from '@figment/core/plugin';
import { vae } from '@figment/vae';
import { writeFile } from 'node:fs/promises';

const [pictures = 'emoji', steps = '4000'] = process.argv.slice(2);

const data = await openDataset(pictures, { size: 32 });
const model = await createModel(vae, { image: { size: 32 }, latent: { channels: 4, downsample: 4 } }, { seed: 7 });
for await (const { step, losses } of train(model, { data: augmentImages(data, { flip: 0.5 }), steps: Number(steps), seed: 7 })) {
  if (step % 100 === 0) console.log(step, losses.vae);
}
await saveModel(model, 'runs/vae');

const from = fromHost('image', (await example(data, 0)).image);
const to = fromHost('image', (await example(data, 1)).image);
const strip = await model.tasks.interpolate.sample({ from, to }, { steps: 9 }).result(); // [9, 32, 32, 3]
await writeFile('strip.png', await encodePng(imageGrid(await toHost('image', strip), { columns: 9, scale: 4 })));
