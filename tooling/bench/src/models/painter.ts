import { openModel } from '@figment/core/checkpoint';
import { toHost } from '@figment/core/plugin';
import { latentDiffusion, textToImage } from '@figment/diffusion';
import { vae } from '@figment/vae';

/** What the shipped painter of emoji is asked for: the same picture everywhere. */
const wish = { text: '빨간 사과' }, options = { steps: 20, seed: 1 };

/** The shipped painter of emoji, opened as an application opens it; `paint` makes a picture and gives the mean of its bytes. */
export async function openPainter(): Promise<() => Promise<number>> {
  const model = await openModel('models/text-to-emoji', textToImage, { also: [latentDiffusion, vae] });
  return async () => {
    const picture = await model.tasks.textToImage.sample(wish, options).result();
    const { data } = await toHost('image', picture);
    picture.dispose();
    return Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;
  };
}

/** The same as words of the command. */
export const painterCommand = ['sample', 'models/text-to-emoji', '--prompt', wish.text, '--steps', String(options.steps), '--seed', String(options.seed)] as const;
