import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { FigmentError, isFigmentError } from '@figment/core';
import { shippedIndex } from '@figment/core/data';
import { nearest } from '@figment/core/plugin';

/** What opening a path threw; where nothing is at that path at all, with the model that is called most like it. */
export async function orNearest(error: unknown, path: string): Promise<unknown> {
  if (!isFigmentError(error, 'FILE_NOT_FOUND') || (await exists(path))) return error;
  const folder = dirname(path);
  const beside = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const models = await Promise.all(beside.map(async (model) => ((await exists(join(model, 'figment.json'))) ? [model] : [])));
  const shipped = await shippedIndex().then((index) => index.models.map((model) => join('models', model.path)), () => []);
  const all = [...models.flat(), ...shipped];
  const meant = nearest(basename(path), all.map((model) => basename(model)));
  const found = all.find((model) => basename(model) === meant);
  return new FigmentError('FILE_NOT_FOUND', `nothing is at ${path}.${found === undefined ? '' : ` Did you mean ${found}?`} figment models lists what ships.`, { cause: error });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(() => true, () => false);
}
