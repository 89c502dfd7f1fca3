import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { millions, percent, table } from '../card-text.ts';
import { type AdversarialProvenance, provenanceOf } from '../provenance.ts';
import type { Picture } from './draw.ts';
import type { Quality } from './measure.ts';
import { recipe } from './recipe.ts';

export interface CardFacts {
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: { readonly generator: number; readonly discriminator: number; readonly autoencoder: number };
  readonly pictures: readonly Picture[];
  readonly made: Quality;
  readonly autoencoder: Quality;
  /** Between the real pictures that were learnt and those that were held out. */
  readonly realDistance: number;
  readonly classifierAccuracy: number;
}

/** Writes README.md beside the model: where it comes from, how it was measured, and how the two networks stood. */
export async function writeCard({ folder, title, description, parameters, pictures, made, autoencoder, realDistance, classifierAccuracy }: CardFacts): Promise<void> {
  const run = await provenanceOf<AdversarialProvenance>(folder);
  const { balance } = run;
  const figures = (name: string, { distance, classes, neighbourhoods }: Quality): readonly string[] =>
    [name, two(distance.train), two(distance.heldOut), `${classes.covered} of ${classes.shares.length}`, two(classes.entropy), two(neighbourhoods.precision), two(neighbourhoods.density), two(neighbourhoods.recall), two(neighbourhoods.coverage)];
  const text = [
    `# ${title}`, description,
    'Ask for one of ten classes: 0 T-shirt, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot. Shapes are right; prints, seams and laces are hinted at.',
    '```\nnpx figment sample models/gan-fashion-mnist --task generate --class 3\n```',
    ...pictures.map(({ file, caption }) => `![${caption}](${file})\n\n${caption}`),
    table(['', ''], [
      ['Model', `\`figment/gan\`: a generator of ${millions(parameters.generator)} million parameters and a discriminator of ${millions(parameters.discriminator)} million, float16`],
      ['Data', '`models/data/fashion-mnist`, the 4,000 pictures of its training part (Fashion-MNIST; MIT)'],
      ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/gan-fashion-mnist.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
      ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} pictures`],
      ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}, on a machine with other work`],
    ]),
    '## How good the pictures are',
    `Measured with a small classifier of the same clothes (\`tooling/train-models/src/gan-fashion-mnist/classifier\`, three convolutions, trained on the 4,000 pictures of the training part; it names ${percent(classifierAccuracy)} of the 1,000 held-out ones rightly). The distances are Fréchet distances of the 64 features that it sees, of ${recipe.samples.toLocaleString('en')} made pictures; they compare with each other, not with those of other networks. Between the real pictures of both parts it is ${two(realDistance)}. Precision, density, recall and coverage compare 1,000 made pictures with the held-out ones (5 neighbours). The variational autoencoder has ${millions(parameters.autoencoder)} million parameters and was trained on the same pictures in its own usual way, ${recipe.autoencoderTraining.steps.toLocaleString('en')} steps of ${recipe.autoencoderTraining.batchSize}; it knows no classes.`,
    table(['', 'distance to what was learnt', 'to what was held out', 'classes (2 % or more)', `entropy (${two(Math.log(10))})`, 'precision', 'density', 'recall', 'coverage'], [figures('this', made), figures('VAE', autoencoder)]),
    '## How the two networks stood',
    `At the end the discriminator was right about ${percent(balance.accuracyReal)} of real and ${percent(balance.accuracyMade)} of made pictures, ${percent(balance.accuracy)} in all; made pictures were ${percent(balance.diversity)} as various as real ones, ${percent(balance.coverage)} of real ones had a made one near them, and r_t was ${two(balance.overfitting)}. Of all steps the verdict was ${Object.entries(run.verdicts).map(([verdict, steps]) => `\`${verdict}\` at ${steps.toLocaleString('en')}`).join(', ')}.`,
    '## Configuration', ['```json', JSON.stringify(recipe.config, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}

const two = (value: number): string => value.toFixed(2);
