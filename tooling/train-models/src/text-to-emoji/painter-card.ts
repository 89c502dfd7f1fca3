import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { millions, percent, table } from '../card-text.ts';
import { provenanceOf } from '../provenance.ts';
import { shown } from './draw-painter.ts';
import type { HeldOutFigures } from './held-out.ts';
import type { Fidelity, Recall } from './measure-painter.ts';
import { recipe } from './recipe.ts';

interface Provenance {
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly backend: string;
  readonly seconds: number;
}

/** What a run of the same recipe in PyTorch found: 6,000 steps, in English, without 80 emoji and 80 further Korean labels. */
const reference = { top1: 0.961, error: 0.062, unreadKorean: 0.237, heldOut: 0.345, another: 0.523, nearest: 0.092, realNearest: 0.124, category: 0.54, realCategory: 0.58 };

/** Writes README.md beside the model: where it comes from, what it learnt by heart, and what it makes of the rest. */
export async function writePainterCard({ folder, title, description, parameters, fidelity, heldOut }: {
  readonly folder: string; readonly title: string; readonly description: string; readonly parameters: { readonly denoiser: number; readonly autoencoder: number };
  readonly fidelity: Fidelity; readonly heldOut: HeldOutFigures;
}): Promise<void> {
  const run = await provenanceOf<Provenance>(folder);
  const { generalisation } = heldOut;
  const { steps, guidance } = recipe.config.generation;
  const text = [
    `# ${title}`, description,
    'It is a memory with captions for keys: of a caption that it learnt it paints that emoji, and it can mix and recolour what it knows. Of captions that it never read it paints something of the kind, not the thing; the figures say how far that goes.',
    '![24 captions, painted](samples.png)',
    shown.map((row) => row.join(' · ')).join('  \n'),
    'The third row asks for colours that no emoji of the name has. That is no invention either: recoloured emoji with the colour in the caption were a quarter of what it learnt from.',
    table(['', ''], [
      ['Model', `\`figment/text-to-image\`: a denoiser with its reader of captions, ${millions(parameters.denoiser)} million parameters, and the autoencoder of \`models/${recipe.autoencoder}\`, ${millions(parameters.autoencoder)} million; float16`],
      ['Data', '`models/data/emoji`, all 1,591 (Fluent Emoji, flat; MIT), with labels and tags in English and Korean'],
      ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/text-to-emoji.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
      ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} captions`],
      ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}`],
      ['Sampling', `${steps} steps, guidance ${guidance}`],
    ]),
    '## What it knows by heart',
    'Of all 1,591 emoji, how often the one nearest to the painted picture is the right one; mean squared differences are of pixels in [-1, 1].',
    table(['labels', 'captions', 'right emoji', 'difference from it', 'from the nearest emoji'], [recallRow('English', fidelity.en), recallRow('Korean', fidelity.ko)]),
    '## What it makes of the rest',
    `Found with a model that was trained in the same way (${heldOut.steps.toLocaleString('en')} steps, seed ${heldOut.seed}, \`tooling/train-models/src/text-to-emoji-held-out.ts\`), without ${generalisation.captions} emoji and without the Korean labels of ${generalisation.unreadKorean.captions} others. Beside it a run of the same recipe in PyTorch.`,
    table(['', 'this', 'PyTorch, 6,000 steps'], [
      ['right emoji, English labels that it learnt', percent(heldOut.fidelity.en.top1, 1), percent(reference.top1, 1)],
      ['difference from it', three(heldOut.fidelity.en.error), three(reference.error)],
      ['right emoji, Korean labels that it learnt', percent(heldOut.fidelity.ko.top1, 1), ''],
      ['right emoji, Korean labels that were kept back', percent(generalisation.unreadKorean.top1, 1), percent(reference.unreadKorean, 1)],
      ['emoji that were kept back: difference from the right one', three(generalisation.error), three(reference.heldOut)],
      ['… from another one that was kept back', three(generalisation.errorOfAnother), three(reference.another)],
      ['… from the nearest one that was learnt', three(generalisation.nearest), three(reference.nearest)],
      ['… of the true emoji from the nearest one that was learnt', three(generalisation.realNearest), three(reference.realNearest)],
      ['nearest one that was learnt is of the right category', percent(generalisation.category, 1), percent(reference.category, 1)],
      ['… for the true emoji', percent(generalisation.realCategory, 1), percent(reference.realCategory, 1)],
    ]),
    '![Emoji that were kept back, and what is made of their captions](held-out.png)',
    'In pairs: an emoji that was kept back, and what that model makes of its English label.',
    '## Configuration of the denoiser', ['```json', JSON.stringify(recipe.config, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}

function recallRow(name: string, { captions, top1, error, nearest }: Recall): readonly string[] {
  return [name, String(captions), percent(top1, 1), three(error), three(nearest)];
}

const three = (value: number): string => value.toFixed(3);
