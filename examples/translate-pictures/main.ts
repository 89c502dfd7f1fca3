/**
 * Learns to give grey emoji their colours, and colours some that it has never seen.
 *
 *     npm start -- 1200      how many steps
 */
import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { encodePng, imageGrid, openDataset } from '@figment/core/data';
import { concat, download } from '@figment/core/ops';
import { fromHost } from '@figment/core/plugin';
import { imageToImage } from '@figment/gan';
import { writeFile } from 'node:fs/promises';

const [steps = '1200'] = process.argv.slice(2);

const data = await openDataset('emoji', { split: 'train' });
const model = await createModel(imageToImage, { input: 'gray', image: { size: 32, channels: 3 } }, { seed: 7 });

for await (const { step, metrics, balance } of train(model, { data, steps: Number(steps), seed: 7 })) {
  if (step % 100 === 0) console.log(step, metrics['generator.l1'], balance.accuracy);
}
await saveModel(model, 'runs/colourist');

// Whatever colours they have are taken away before the model sees them.
const unseen = await openDataset('emoji', { split: 'heldOut' });
const pictures = fromHost('image', (await unseen.read([0, 1, 2, 3, 4, 5, 6, 7])).image); // [8, 32, 32, 3]
const coloured = await model.tasks.translate.sample({ input: pictures }).result();
const above = concat([coloured, pictures], 0); // what it makes of them, above what they were
await writeFile('coloured.png', await encodePng(imageGrid(await download(above), { columns: 8, scale: 3 })));
for (const tensor of [pictures, coloured, above]) tensor.dispose();
