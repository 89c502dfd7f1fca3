import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Metrics } from './measure.ts';
import type { Picture } from './pictures.ts';
import { provenanceOf } from './provenance.ts';
import type { Recipe } from './recipe.ts';

/** What the checkpoint says of the run that made it. */
interface Provenance {
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly backend: string;
  readonly seconds: number;
}

/** Writes README.md beside the model: where it comes from, how good it is, what it looks like. */
export async function writeCard(recipe: Recipe, folder: string, { metrics, pictures, parameters }: { metrics: Metrics; pictures: readonly Picture[]; parameters: number }): Promise<void> {
  const run = await provenanceOf<Provenance>(folder);
  const rows: readonly (readonly [string, string])[] = [
    ['Model', `\`figment/vae\`, ${(parameters / 1e6).toFixed(2)} million parameters, float16`],
    ['Data', '`models/data/emoji` without every 20th from the 7th on (Fluent Emoji, flat; MIT)'],
    ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/${recipe.name}.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
    ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} pictures`],
    ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}`],
    ['PSNR, trained on', `${metrics.psnrTrain.toFixed(2)} dB (the first 400)`],
    ['PSNR, held out', `${metrics.psnrHeldOut.toFixed(2)} dB`],
    ['Latent', `${metrics.latentSize} numbers, ${metrics.activeUnits} of them in use; ${metrics.kl.toFixed(0)} nats a picture`],
    ['Posterior', `standard deviation ${metrics.posteriorStd.toFixed(3)} on average`],
  ];
  const text = [
    `# ${recipe.name}`, recipe.description.en, recipe.about,
    ...pictures.map(({ file, caption }) => `![${caption}](${file})\n\n${caption}`),
    ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    '## Configuration', ['```json', JSON.stringify(recipe.config, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}
