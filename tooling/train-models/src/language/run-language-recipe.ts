import type { Model } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { openModel } from '@figment/core/checkpoint';
import type { ModelDefinition, Schema, TaskSpec } from '@figment/core/plugin';

import { factsOf } from '../facts.ts';
import { type IndexEntry, writeIndexEntry } from '../index-entry.ts';
import { type Options, readOptions } from '../options.ts';
import { type LanguageCard, writeLanguageCard } from './language-card.ts';
import { type Beginning, trainAndSave, type Training } from './train-and-save.ts';

/** What a measuring found, for the card. */
type Measured = Pick<LanguageCard, 'data' | 'measured' | 'samples' | 'samplesTitle'>;

/** A model of language that ships: what it is, how it is trained, and what is measured of it. */
interface LanguageRecipe<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source> extends Pick<IndexEntry, 'name' | 'title' | 'description'> {
  readonly definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>;
  /** For the card: what it is good for, and what not. */
  readonly about: string;
  /** What the card shows as its configuration. */
  readonly config: unknown;
  readonly training: Training;
  begin(options: Options): Promise<Beginning<Batch, Source>>;
  /** Prints what the card will say. */
  measure(model: Model<Batch, Tasks, Runs, Observed, Source>, options: Options): Promise<Measured>;
}

/** What each script of a language model does: train, then measure the saved model and write its card. */
export async function runLanguageRecipe<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source>(recipe: LanguageRecipe<C, Tasks, Batch, Runs, Observed, Source>): Promise<void> {
  const { name, title, description, about, config, definition, training } = recipe;
  const options = readOptions(name, { ...training, backend: 'torch' });
  if (options.train) await trainAndSave(() => recipe.begin(options), training, options);
  if (!options.measure) return;
  await selectBackend({ prefer: options.backend });
  const model = await openModel(options.out, definition);
  try {
    const measured = await recipe.measure(model, options);
    for (const [given, wrote] of measured.samples) console.log(`${given} >> ${wrote}`);
    if (!options.card) return;
    const { parameters, tasks } = factsOf(model);
    await writeLanguageCard({ name, description: description.en, about, config, definition: definition.id, parameters, ...measured }, options.out);
    await writeIndexEntry({ name, title, description, license: 'MPL-2.0', definition: definition.id, data: 'texts', parameters, tasks }, options.models, options.out);
  } finally {
    model.dispose();
  }
}
