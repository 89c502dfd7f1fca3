import { clone, dispose, stack, tidy, upload } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { imageToImage, inpaint, openPipeline, textToImage } from '@figment/diffusion/diffusers';
import type { Tensor } from '@figment/core';
import { openTokenizer } from '@figment/tokenizer';
import { openHuggingFace } from '@figment/transformer/huggingface';
import { textEncoder } from '@figment/transformer';
import { openAutoencoderKl } from '@figment/vae/diffusers';

import type { GoldenCase } from '../case/case.ts';
import type { GoldenKind } from '../kind.ts';

/** Whole pipelines of diffusers: text to image, image to image, inpainting. */
export const kind: GoldenKind = {
  name: 'diffusion.pipeline',
  async run(golden) {
    const { options } = golden;
    options.raw('_class_name', 'components', 'draw_shapes');
    if (options.number('eta', 0) !== 0) throw new Error('eta must be 0: the noise of steps is not told');
    const pipeline = await openPipeline(golden.folder, {
      open: { autoencoder: openAutoencoderKl, textEncoder: (folder) => openHuggingFace(folder, textEncoder, { tokenizer: false }), tokenizer: openTokenizer },
    });
    const inputs = inputsOf(golden);
    const latents: Tensor[] = [];
    try {
      const prompts = [options.string('negative_prompt', ''), options.string('prompt')];
      checkIds(golden, pipeline.idsOf(prompts));
      const { condition } = pipeline.tell(prompts);
      const { image, mask, draw_1: start, draw_0: encoding, draw_2: masked, latents: initial } = inputs;
      const request = {
        negativePrompt: prompts[0]!, prompt: prompts[1]!, steps: options.number('num_inference_steps'), guidance: options.number('guidance_scale', 7.5), guidanceRescale: options.number('guidance_rescale', 0),
        draws: { start: initial ?? start, encoding, masked }, observe: (x: Tensor) => { latents.push(clone(x)); },
      };
      const call = { key: key(0), signal: new AbortController().signal, wait: <T>(promise: PromiseLike<T>) => promise };
      const ofImage = image && { ...request, image, strength: options.number('strength') };
      const run = ofImage === undefined ? textToImage(pipeline, request, call) : mask === undefined ? imageToImage(pipeline, ofImage, call) : inpaint(pipeline, { ...ofImage, mask }, call);
      const picture = await resultOf(run);
      const { times } = pipeline.plan(request.steps);
      condition.pooled?.dispose();
      return { prompt_embeds: condition.states!, timesteps: { data: Float32Array.from(times), shape: [times.length] }, latents_after_step: stackOf(latents), image: picture };
    } finally {
      dispose([...latents, ...Object.values(inputs).filter((input) => input !== undefined)]);
      pipeline.dispose();
    }
  },
};

function inputsOf(golden: GoldenCase): Readonly<Record<string, Tensor | undefined>> {
  return Object.fromEntries(['image', 'mask', 'draw_0', 'draw_1', 'draw_2', 'latents'].filter((name) => golden.hasInput(name)).map((name) => [name, upload(golden.input(name))]));
}

/** What the tokenizer makes of the prompts must be what the reference's made. */
function checkIds(golden: GoldenCase, ids: Int32Array): void {
  const wanted = Array.from(golden.array('input_ids').data);
  if (wanted.join() !== Array.from(ids).join()) throw new Error(`the prompts must be the ids ${wanted.join(', ')}, got ${ids.join(', ')}`);
}

function stackOf(latents: readonly Tensor[]): Tensor {
  return tidy(() => stack([...latents], 0));
}

/** What a run returns; what it yields is lent, and freed when the next step stands. */
async function resultOf(run: AsyncGenerator<{ readonly sample: Tensor; readonly clean: Tensor }, Tensor, undefined>): Promise<Tensor> {
  for (;;) {
    const { done, value } = await run.next();
    if (done === true) return value;
    dispose([value.sample, value.clean]);
  }
}
