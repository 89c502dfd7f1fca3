import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a card says of a model that reads and writes. */
export interface LanguageCard {
  readonly name: string;
  readonly description: string;
  /** What it is good for, and what not. */
  readonly about: string;
  readonly definition: string;
  readonly parameters: number;
  readonly data: string;
  /** What was measured, by name. */
  readonly measured: readonly (readonly [string, string])[];
  /** What it was given, and what it wrote. */
  readonly samples: readonly (readonly [given: string, wrote: string])[];
  readonly samplesTitle: string;
  readonly config: unknown;
}

interface Provenance {
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly backend: string;
  readonly seconds: number;
}

/** Writes README.md beside the model: where it comes from, how good it is, what it writes. */
export async function writeLanguageCard(card: LanguageCard, folder: string): Promise<void> {
  const { provenance: run } = JSON.parse(await readFile(join(folder, 'figment.json'), 'utf8')) as { provenance?: Provenance };
  if (run === undefined) throw new Error(`${folder}/figment.json must have the provenance of the training run.`);
  const rows: readonly (readonly [string, string])[] = [
    ['Model', `\`${card.definition}\`, ${(card.parameters / 1e6).toFixed(2)} million parameters, float16`],
    ['Data', card.data],
    ['Command', `\`node --conditions=@figment/source --import tsx tooling/train-models/src/${card.name}.ts --steps ${run.steps} --seed ${run.seed} --backend ${run.backend.split(' ')[0]!}\``],
    ['Seed, steps', `${run.seed}, ${run.steps.toLocaleString('en')} of ${run.batchSize} rows`],
    ['Time', `${(run.seconds / 60).toFixed(1)} minutes on ${run.backend}`],
    ...card.measured,
  ];
  const text = [
    `# ${card.name}`, card.description, card.about,
    ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    `## ${card.samplesTitle}`,
    ['| given | wrote |', '|---|---|', ...card.samples.map((pair) => `| ${pair.map(cell).join(' | ')} |`)].join('\n'),
    '## Configuration', ['```json', JSON.stringify(card.config, null, 2), '```'].join('\n'),
  ];
  await writeFile(join(folder, 'README.md'), `${text.join('\n\n')}\n`);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ⏎ ');
}
