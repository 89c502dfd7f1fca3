import { dispose, download, upload } from '@figment/core/ops';
import { imageToImage, inpaint, openPipeline, textToImage } from '@figment/diffusion/diffusers';
import type { HostArray, Tensor } from '@figment/core';
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
    const latents: Promise<HostArray>[] = [];
    try {
      const prompts = [options.string('negative_prompt', ''), options.string('prompt')];
      checkIds(golden, pipeline.idsOf(prompts));
      const { condition } = pipeline.tell(prompts);
      const { image, mask, draw_1: start, draw_0: encoding, draw_2: masked, latents: initial } = inputs;
      const request = {
        negativePrompt: prompts[0]!, prompt: prompts[1]!, steps: options.number('num_inference_steps'), guidance: options.number('guidance_scale', 7.5), guidanceRescale: options.number('guidance_rescale', 0),
        draws: { start: initial ?? start, encoding, masked }, observe: (x: Tensor) => { latents.push(download(x)); },
      };
      const ofImage = image && { ...request, image, strength: options.number('strength') };
      const run = ofImage === undefined ? textToImage(pipeline, request) : mask === undefined ? imageToImage(pipeline, ofImage) : inpaint(pipeline, { ...ofImage, mask });
      const picture = await run.result();
      const { times } = pipeline.plan(request.steps);
      condition.pooled?.dispose();
      return { prompt_embeds: condition.states!, timesteps: { data: Float32Array.from(times), shape: [times.length] }, latents_after_step: stackOf(await Promise.all(latents)), image: picture };
    } finally {
      dispose(Object.values(inputs).filter((input) => input !== undefined));
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

function stackOf(latents: readonly HostArray[]): HostArray {
  return { data: Float32Array.from(latents.flatMap(({ data }) => Array.from(data))), shape: [latents.length, ...latents[0]!.shape] };
}
