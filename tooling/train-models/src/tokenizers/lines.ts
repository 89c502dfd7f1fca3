import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TokenizerRecipe } from './recipes.ts';

/** The folder `models/` of this repository. */
export const models = fileURLToPath(new URL('../../../../models/', import.meta.url));

/** Lines of texts in models/texts: each is one text to learn from. */
export async function linesOf(texts: TokenizerRecipe['texts']): Promise<readonly string[]> {
  const contents = await Promise.all(texts.map((text) => readFile(join(models, 'texts', `${text}.txt`), 'utf8')));
  return contents.flatMap((content) => content.trimEnd().split('\n'));
}
