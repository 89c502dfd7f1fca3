/**
 * Trains a diffusion model of sounds (a string, a bell, a drum, a melody) and one of emoji that move, and makes one of each class out of noise.
 *
 *     npm start -- 1500 1500      how many steps each learns: some minutes
 */
import { createModel, train } from '@figment/core';
import { encodePng, encodeWav, imageGrid, openDataset } from '@figment/core/data';
import { toHost } from '@figment/core/plugin';
import { audioDiffusion, videoDiffusion } from '@figment/diffusion';
import { writeFile } from 'node:fs/promises';

const [soundSteps = '1500', clipSteps = '1500'] = process.argv.slice(2);

const sounds = await openDataset('sounds'); // 4,096 samples at 8 kHz
const musician = await createModel(audioDiffusion, { condition: 'class', classes: 4 }, { seed: 7 });
for await (const { step, losses } of train(musician, { data: sounds, steps: Number(soundSteps), seed: 7 })) {
  if (step % 100 === 0) console.log('sounds', step, losses.diffusion);
}
for (const [label, name] of ['string', 'bell', 'drum', 'melody'].entries()) {
  const sound = await musician.tasks.generate.sample({}, { label, seed: 1 }).result();
  await writeFile(`${name}.wav`, encodeWav(await toHost('audio', sound)));
}

const clips = await openDataset('emoji-in-motion'); // 8 frames of 16 x 16 pixels
const animator = await createModel(videoDiffusion, { condition: 'class', classes: 4 }, { seed: 7 });
for await (const { step, losses } of train(animator, { data: clips, steps: Number(clipSteps), seed: 7 })) {
  if (step % 100 === 0) console.log('clips', step, losses.diffusion);
}
for (let label = 0; label < 4; label += 1) {
  const clip = await animator.tasks.generate.sample({}, { label, seed: 1 }).result(); // [8, 16, 16, 3]
  await writeFile(`clip-${label}.png`, await encodePng(imageGrid(await toHost('video', clip), { columns: 8, scale: 4 })));
}
