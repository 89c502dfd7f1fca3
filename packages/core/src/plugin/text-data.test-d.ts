// Checked by tsc, never run: a model that makes its own batches is trained on those, or on what it makes them of.
import { z } from 'zod';

import type { Dataset } from '../data/index.ts';
import { batchesFor, calibrate, train } from '../training/index.ts';
import type { Tensor } from '../tensor.ts';
import { createModel } from './create-model.ts';
import { defineModel } from './define.ts';

interface Rows {
  readonly ids: Tensor;
}
interface Texts {
  readonly text: readonly string[];
}
interface Pairs {
  readonly source: readonly string[];
  readonly target: readonly string[];
}
declare const rows: Dataset<Rows>;
declare const texts: Dataset<Texts>;
declare const pairs: Dataset<Pairs>;
declare const pictures: Dataset<{ readonly image: Tensor }>;
declare const captioned: Dataset<{ readonly image: Tensor; readonly text: readonly string[] }>;

export const language = defineModel({
  id: 'acme/language',
  title: 'Language model',
  config: z.object({}),
  data: { fields: { text: 'text' }, alternatives: [{ source: 'text', target: 'text' }], batch: { ids: 'tokens' } },
  tasks: {},
  create: () => ({
    modules: {},
    objectives: [{ name: 'next token', parameters: () => [], loss: ({ ids }: Rows) => ({ loss: ids }) }],
    dataset: (source: Dataset<Texts | Pairs>): Dataset<Rows> => (source.title === '' ? rows : rows),
    run: {},
  }),
});

export async function use(): Promise<void> {
  const model = await createModel(language, {}, { seed: 1 });
  train(model, { data: rows });
  train(model, { data: texts });
  train(model, { data: pairs });
  train(model, { data: captioned });
  await calibrate(model, texts);
  const made: Dataset<Rows> = await batchesFor(model, pairs);
  train(model, { data: made });
  // @ts-expect-error pictures are no texts
  train(model, { data: pictures });
}
