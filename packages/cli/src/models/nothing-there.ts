import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { FigmentError, isFigmentError } from '@figment/core';
import { shippedIndex } from '@figment/core/data';

/** Names are alike of which at most so many letters have to be changed, as a share. */
const ALIKE = 0.35;

/** What opening a path threw; where nothing is at that path at all, with the models that are called most like it. */
export async function orNearest(error: unknown, path: string): Promise<unknown> {
  if (!isFigmentError(error, 'FILE_NOT_FOUND') || (await exists(path))) return error;
  const folder = dirname(path);
  const beside = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const models = await Promise.all(beside.map(async (model) => ((await exists(join(model, 'figment.json'))) ? [model] : [])));
  const shipped = await shippedIndex().then((index) => index.models.map((model) => join('models', model.path)), () => []);
  const like = [...new Set([...models.flat(), ...shipped])].map((model) => ({ model, letters: distance(basename(model), basename(path)) }))
    .filter(({ model, letters }) => letters <= ALIKE * basename(model).length)
    .sort((a, b) => a.letters - b.letters);
  return new FigmentError('FILE_NOT_FOUND', `nothing is at ${path}.${like.length === 0 ? '' : ` Did you mean ${like.map(({ model }) => model).join(' or ')}?`} figment models lists what ships.`, { cause: error });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(() => true, () => false);
}

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
