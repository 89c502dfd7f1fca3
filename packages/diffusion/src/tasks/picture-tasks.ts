import { generateTask, textToImageTask } from './generate.ts';
import { imageToImageTask, variationsTask } from './image-to-image.ts';
import { inpaintTask } from './inpaint.ts';
import { interpolateNoisesTask, interpolatePromptsTask } from './interpolate.ts';
import { editTask, invertTask } from './invert.ts';
import { fromNoiseTask } from './from-noise.ts';
import { noiseTask } from './noise.ts';
import { outpaintTask } from './outpaint.ts';

/** What can be asked of every model of pictures. */
export const pictureTasks = {
  generate: generateTask,
  textToImage: textToImageTask,
  imageToImage: imageToImageTask,
  variations: variationsTask,
  inpaint: inpaintTask,
  outpaint: outpaintTask,
  interpolatePrompts: interpolatePromptsTask,
  interpolateNoises: interpolateNoisesTask,
  edit: editTask,
  invert: invertTask,
  fromNoise: fromNoiseTask,
  noise: noiseTask,
};

/** Tasks that need captions. */
export const captionTasks = ['textToImage', 'interpolatePrompts', 'edit'] as const satisfies readonly (keyof typeof pictureTasks)[];

/** Why tasks that need captions can't be done with a model that reads none. */
export const needsCaptions = 'it reads no captions; configure condition as "text", and train it on pictures with captions.';

/** What suits a model, where a task is told nothing else: for hosts to show. */
export function usualOptions({ steps, guidance }: { readonly steps: number; readonly guidance: number }) {
  const usual = { steps, guidance };
  return { generate: usual, textToImage: usual, imageToImage: usual, variations: usual, inpaint: usual, outpaint: usual, interpolatePrompts: usual, interpolateNoises: usual, fromNoise: usual, edit: { guidance } };
}
