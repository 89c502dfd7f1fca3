/**
 * Opens a pipeline that diffusers saved (`pipe.save_pretrained(FOLDER)`) and paints with it.
 *
 *     npm start -- FOLDER "a red apple" 20     a Stable Diffusion 1.x or 2.x, what is painted, and in how many steps
 *     npm start                                a tiny one with random weights, which diffusers 0.42.1 saved
 */
import { selectBackend } from '@figment/core';
import { encodePng } from '@figment/core/data';
import { dispose, download, reshape } from '@figment/core/ops';
import { key } from '@figment/core/random';
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

const call = { key: key(1), signal: AbortSignal.timeout(3_600_000), wait: <T>(promise: PromiseLike<T>) => promise };
const painting = textToImage(pipeline, { prompt, negativePrompt: '', steps: Number(steps), guidance: 7.5 }, call);
for (;;) {
  const { done, value } = await painting.next();
  if (done === true) {
    const [, height, width, channels] = value.shape; // [1, H, W, 3]
    const picture = reshape(value, [height!, width!, channels!]);
    await writeFile('painted.png', await encodePng(await download(picture)));
    dispose([value, picture]);
    break;
  }
  console.log(`step ${value.step} of ${value.of}`);
  for (const { message } of value.warnings ?? []) console.warn(message);
  dispose([value.sample, value.clean]);
}
pipeline.dispose();
