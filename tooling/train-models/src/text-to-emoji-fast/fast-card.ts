import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { percent, table } from '../card-text.ts';
import { provenanceOf } from '../provenance.ts';
import { shown } from '../text-to-emoji/draw-painter.ts';
import { recipe as teacherRecipe } from '../text-to-emoji/recipe.ts';
import type { StepsFigures, StepsRow } from './measure-steps.ts';
import { recipe } from './recipe.ts';

interface Provenance {
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly backend: string;
  readonly seconds: number;
}

/** Writes README.md beside the model: how it learnt, and what few steps cost. */
export async function writeFastCard({ folder, title, description, figures }: { readonly folder: string; readonly title: string; readonly description: string; readonly figures: StepsFigures }): Promise<void> {
  const run = await provenanceOf<Provenance>(folder);
  const { guidance, steps: taught, repeats, fromNoise } = recipe.distillation;
  const text = [
    `# ${title}`, description,
    `It is an adapter on the denoiser of \`models/${recipe.teacher}\`, whose denoiser and autoencoder it opens from the folder beside it. Guidance of ${guidance} is learnt: it is asked once a step, without guidance, so a negative prompt has no effect. It knows what its teacher knows; of captions that nobody has read it makes what the teacher makes.`,
    '![24 captions, painted in 4 steps](samples.png)', shown.map((row) => row.join(' · ')).join('  \n'),
    'The same in one step:', '![24 captions, painted in one step](samples-1-step.png)',
    table(['', ''], [
      ['Model', `\`figment/text-to-image\`, of which this folder has the adapter: ${(figures.parameters / 1e6).toFixed(2)} million parameters, rank ${recipe.adapter.rank}; float16`],
      ['Method', `Reflow with guidance in the pairs (Liu et al. 2023, arXiv:2209.03003; Liu et al. 2024, arXiv:2309.06380): the teacher leads noise to pictures in ${taught} steps, and each batch of such pairs is learnt ${repeats} times, ${100 * fromNoise} % of it from nothing but noise`],
      ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/text-to-emoji-fast.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
      ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} captions`],
      ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}`],
    ]),
    '## What few steps cost',
    `Labels that were learnt, 512 in each language, painted from the same noise. How often the nearest of all 1,591 emoji is the right one, and the mean squared difference from the right one, of pixels in [-1, 1]. The teacher is asked with guidance ${teacherRecipe.config.generation.guidance}, which takes two calls of the network a step; of its two steps, as diffusers spaces them, the second is a thousandth of the way.`,
    table(['', 'steps', 'calls', 'right emoji, English', 'Korean', 'difference, English', 'Korean'], figures.rows.map(cellsOf)),
    '## Configuration', ['```json', JSON.stringify(recipe, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}

function cellsOf({ of, steps, calls, fidelity: { en, ko } }: StepsRow): readonly string[] {
  return [of === 'teacher' ? `\`${recipe.teacher}\`` : 'this', String(steps), String(calls), percent(en.top1, 1), percent(ko.top1, 1), en.error.toFixed(3), ko.error.toFixed(3)];
}
