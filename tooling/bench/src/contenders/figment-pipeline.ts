/** Pictures of a prompt by a pipeline of diffusers, opened as an application opens it. */
import { readTensor } from '@figment/core/backend';
import { mean, square, tidy, upload } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { openPipeline, textToImage } from '@figment/diffusion/diffusers';
import { openTokenizer } from '@figment/tokenizer';
import { textEncoder } from '@figment/transformer';
import { openHuggingFace } from '@figment/transformer/huggingface';
import { openAutoencoderKl } from '@figment/vae/diffusers';

import { parameterCount } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { unitNumbers } from './figment-denoiser.ts';
import { start } from './start.ts';

const { model: folder, wish: prompt, steps, ...where } = settings();
const name = await start(where);
const pipeline = await openPipeline(folder, {
  open: { autoencoder: openAutoencoderKl, textEncoder: (files) => openHuggingFace(files, textEncoder, { tokenizer: false }), tokenizer: openTokenizer },
});
const noise = upload(unitNumbers(1000, [1, ...pipeline.autoencoder.latentShape]));
// Only the picture is asked for, as of diffusers.
const call = { key: key(1), signal: new AbortController().signal, wait: <T>(promise: PromiseLike<T>) => promise, watched: () => false };

await serve({ name, parameters: parameterCount(pipeline.denoiser) }, async () => {
  const run = textToImage(pipeline, { prompt, negativePrompt: '', steps, guidance: 7.5, draws: { start: noise } }, call);
  for (;;) {
    const { done, value } = await run.next();
    if (done !== true) {
      value.sample.dispose();
      value.clean.dispose();
      continue;
    }
    const size = tidy(() => mean(square(value)));
    const [found] = (await readTensor(size)) as unknown as [number];
    size.dispose();
    value.dispose();
    return found;
  }
});
