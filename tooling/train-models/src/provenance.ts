import type { Balance } from '@figment/gan/health';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the checkpoint of two networks says of the run that made it. */
export interface AdversarialProvenance {
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly backend: string;
  readonly seconds: number;
  /** At the end. */
  readonly balance: Balance;
  /** At how many steps each was given. */
  readonly verdicts: Readonly<Record<string, number>>;
}

/** What a checkpoint says of the run that made it. */
export async function provenanceOf<Provenance>(folder: string): Promise<Provenance> {
  const { provenance } = JSON.parse(await readFile(join(folder, 'figment.json'), 'utf8')) as { provenance?: Provenance };
  if (provenance === undefined) throw new Error(`${folder}/figment.json must have the provenance of the training run.`);
  return provenance;
}
