/**
 * Opens a pipeline that diffusers saved (`pipe.save_pretrained(FOLDER)`) and paints with it.
 *
 *     npm start -- FOLDER "a red apple" 20     a Stable Diffusion 1.x or 2.x, what is painted, and in how many steps
 *     npm start                                a tiny one with random weights, which diffusers 0.42.1 saved
 */
import { selectBackend } from '@figment/core';
import { encodePng, imageGrid } from '@figment/core/data';
import { toHost } from '@figment/core/plugin';
import { openPipeline, textToImage } from '@figment/diffusion/diffusers';
import { openTokenizer } from '@figment/tokenizer';
import { textEncoder } from '@figment/transformer';
import { openHuggingFace } from '@figment/transformer/huggingface';
import { openAutoencoderKl } from '@figment/vae/diffusers';
import { writeFile } from 'node:fs/promises';

const [folder = 'tiny-stable-diffusion', prompt = 'the red cat', steps = '5'] = process.argv.slice(2);

await selectBackend();
// The package of each part opens it; @figment/diffusion opens the U-Net and the sampler.
const pipeline = await openPipeline(folder, {
  open: {
    autoencoder: openAutoencoderKl,
    textEncoder: (part) => openHuggingFace(part, textEncoder, { tokenizer: false }),
    tokenizer: openTokenizer,
  },
});

const painting = textToImage(pipeline, { prompt, negativePrompt: '', steps: Number(steps), guidance: 7.5 }, { seed: 1 });
const picture = painting.result();
for await (const { step, of, warnings = [] } of painting) {
  console.log(`step ${step} of ${of}`);
  for (const { message } of warnings) console.warn(message);
}
await writeFile('painted.png', await encodePng(imageGrid(await toHost('image', await picture), { columns: 1 }))); // [1, H, W, 3]
pipeline.dispose();
