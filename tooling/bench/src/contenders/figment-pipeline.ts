/** Pictures of a prompt by a pipeline of diffusers, opened as an application opens it. */
import { readTensor } from '@figment/core/backend';
import { mean, square, tidy, upload } from '@figment/core/ops';
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
await serve({ name, parameters: parameterCount(pipeline.denoiser) }, async () => {
  const picture = await textToImage(pipeline, { prompt, negativePrompt: '', steps, guidance: 7.5, draws: { start: noise } }).result();
  const size = tidy(() => mean(square(picture)));
  const [value] = (await readTensor(size)) as unknown as [number];
  size.dispose();
  picture.dispose();
  return value;
});
