/**
 * Writes what the language model that ships is trained on, ids and where each row of each batch begins, for the same training in PyTorch:
 * `node --conditions=@figment/source --import tsx tooling/train-models/src/language/export-tokens.ts FOLDER`, then
 * `python tooling/train-models/src/language/torch_language_model.py FOLDER`.
 */
import { key } from '@figment/core/random';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openCorpus } from './corpus.ts';
import { englishKorean } from './english-korean-recipe.ts';
import { stepKey, windowPlaces } from './window-places.ts';

const folder = process.argv[2] ?? 'runs/english-korean-torch';
const { texts: list, vocabulary, config, training: { steps, batchSize, seed, learningRate, finalRatio, weightDecay } } = englishKorean;
const { tokenizer, texts } = await openCorpus('models', list, vocabulary);
await mkdir(folder, { recursive: true });
for (const text of texts) {
  await writeFile(join(folder, `${text.name}.train.u16`), text.train);
  await writeFile(join(folder, `${text.name}.held-out.u16`), text.heldOut);
}
const places = Int32Array.from(Array.from({ length: steps }, (_, i) => windowPlaces(stepKey(key(seed), i + 1), batchSize, texts, config.context + 1)).flat(2));
await writeFile(join(folder, 'places.i32'), places);
const settings = { ...config, vocabulary: tokenizer.vocabularySize, steps, batchSize, learningRate, finalRatio, weightDecay, seed, texts: texts.map(({ name, heldOutBytes }) => ({ name, heldOutBytes })) };
await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
for (const { name, train, heldOut } of texts) console.log(`${name}: ${train.length} ids, ${heldOut.length} held out`);
