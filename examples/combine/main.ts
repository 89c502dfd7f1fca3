/**
 * Puts three packages together: an autoencoder of @figment/vae, a tokenizer of @figment/tokenizer and a denoiser of @figment/diffusion become
 * one model that paints what a text says.
 *
 *     npm start -- 3000 "red heart"     how many steps the denoiser learns, and what is painted
 */
import { createModel, train } from '@figment/core';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { encodePng, imageGrid, openDataset } from '@figment/core/data';
import { toHost } from '@figment/core/plugin';
import { latentDiffusion, textToImage } from '@figment/diffusion';
import { trainTokenizer } from '@figment/tokenizer';
import { vae } from '@figment/vae';
import { writeFile } from 'node:fs/promises';

const [steps = '3000', text = 'red heart'] = process.argv.slice(2);

const data = await openDataset('emoji');
const { text: captions } = await data.read(Array.from({ length: data.size }, (_, i) => i));

const tokenizer = await trainTokenizer(captions.map((caption) => caption.toLowerCase()), { model: 'bpe', vocabulary: 2000 });
const autoencoder = await openModel('models/vae-emoji', vae);
const denoiser = await createModel(latentDiffusion, { condition: 'text', latent: { size: 8, channels: 4 } }, { seed: 7, tokenizer, parts: { autoencoder } });

// The autoencoder stays as it is: each picture becomes a latent one once.
for await (const { step, losses } of train(denoiser, { data, steps: Number(steps), batchSize: 128, ema: 0.999, seed: 7 })) {
  if (step % 100 === 0) console.log(step, losses.diffusion);
}

const painter = await createModel(textToImage, { steps: 20, guidance: 3 }, { seed: 7, parts: { denoiser, autoencoder } });
const pictures = await painter.tasks.textToImage.sample({ text }, { count: 4, seed: 1 }).result(); // [4, 32, 32, 3]
await writeFile('painted.png', await encodePng(imageGrid(await toHost('image', pictures), { columns: 4, scale: 4 })));

await saveModel(painter, 'runs/painter', { parts: { denoiser, autoencoder } });
// Whoever opens it says which models may be in it.
const opened = await openModel('runs/painter', textToImage, { also: [latentDiffusion, vae] });
for await (const { step, of, noiseLevel } of opened.tasks.textToImage.sample({ text }, { steps: 4, seed: 1 })) {
  console.log(`${step}/${of}: ${noiseLevel.toFixed(2)} of noise left`); // its `sample` is the picture so far, lent until the next step
}
