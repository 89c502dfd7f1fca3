/**
 * Trains the small tokenizers in models/tokenizers from models/texts: `npm run tokenizers`. There is no chance in it: the same texts give the
 * same files.
 */
import { trainTokenizer } from '@figment/tokenizer';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { linesOf, models } from './lines.ts';
import { notice } from './notice.ts';
import { recipes } from './recipes.ts';

for (const { name, texts, options } of recipes) {
  const tokenizer = await trainTokenizer(await linesOf(texts), options);
  const folder = join(models, 'tokenizers', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'tokenizer.json'), `${JSON.stringify(tokenizer.toJSON())}\n`);
  await writeFile(join(folder, 'NOTICE'), notice(texts, options));
  console.log(`${name}: ${tokenizer.vocabularySize} tokens`);
}
