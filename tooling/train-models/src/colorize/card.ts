import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { millions, percent, table } from '../card-text.ts';
import type { Picture } from '../pictures.ts';
import { type AdversarialProvenance, provenanceOf } from '../provenance.ts';
import type { Likeness, Measured } from './measure.ts';
import { recipe } from './recipe.ts';

/** What the checkpoint says of the run that made it. */
interface Provenance extends AdversarialProvenance {
  /** Decay of the average. */
  readonly ema: number;
}

export interface CardFacts {
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: { readonly generator: number; readonly discriminator: number };
  readonly pictures: readonly Picture[];
  readonly measured: Measured;
}

/** Writes README.md beside the model: where it comes from, how near its colours are, and how the two networks stood. */
export async function writeCard({ folder, title, description, parameters, pictures, measured }: CardFacts): Promise<void> {
  const run = await provenanceOf<Provenance>(folder);
  const { balance } = run;
  const figures = (name: string, { l1, l1OfGray, psnr, ssim, saturation }: Likeness): readonly string[] => [name, l1.toFixed(4), l1OfGray.toFixed(4), `${psnr.toFixed(2)} dB`, ssim.toFixed(3), saturation.toFixed(2)];
  const text = [
    `# ${title}`, description,
    'Pictures of any size and colour can be handed in: they are fitted to 32 x 32 pixels, and only their brightness is looked at. It guesses: faces and hands come out yellow, as those of emoji are; a glove or a bucket may get another colour than its own, or several. It has seen no photographs.',
    '```\nnpx figment sample models/colorize --input gray.png --out colour.png\n```',
    ...pictures.map(({ file, caption }) => `![${caption}](${file})\n\n${caption}`),
    table(['', ''], [
      ['Model', `\`figment/image-to-image\` (pix2pix): a U-Net of ${millions(parameters.generator)} million parameters, and a discriminator of ${millions(parameters.discriminator)} million that judges patches, float16`],
      ['Data', '`models/data/emoji` without every 20th from the 7th on (Fluent Emoji, flat; MIT)'],
      ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/colorize.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
      ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} pictures, mirrored half of the time`],
      ['Learning rate', `${run.learningRate}, level for half of the run, then to 0 on a straight line`],
      ['Weights', `a moving average of those of the steps, of decay ${run.ema}`],
      ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}, on a machine with other work`],
    ]),
    '## How near the colours are',
    'Mean difference of channels from -1 to 1, made picture to true one (L1) and gray picture to true one; peak signal-to-noise ratio; structural similarity; and how colourful made pictures are over true ones: 1 = as much, below = washed out.',
    table(['', 'L1', 'L1 of gray', 'PSNR', 'SSIM', 'saturation'], [figures('trained on (the first 400)', measured.train), figures('held out (80)', measured.heldOut)]),
    '## How the two networks stood',
    `At the end the discriminator was right about ${percent(balance.accuracyReal)} of patches of real and ${percent(balance.accuracyMade)} of made pictures, ${percent(balance.accuracy)} in all. Of all steps the verdict was ${Object.entries(run.verdicts).map(([verdict, steps]) => `\`${verdict}\` at ${steps.toLocaleString('en')}`).join(', ')}.`,
    '## Configuration', ['```json', JSON.stringify(recipe.config, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}
