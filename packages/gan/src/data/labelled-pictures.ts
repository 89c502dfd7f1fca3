import { FigmentError, type HostArray } from '@figment/core';
import type { Dataset, HostBatch } from '@figment/core/data';

import type { PictureBatch } from '../objectives/latent-game.ts';

/**
 * Data as a model of classes takes them: pictures and their labels, or pictures alone where it knows none.
 *
 * @throws FigmentError `DATA_INVALID` where labels are missing, or outside the classes
 */
export function labelledPictures(source: Dataset<Record<string, unknown>>, classes: number | undefined): Dataset<PictureBatch> {
  const { title, size, fields } = source;
  if (classes !== undefined && fields['label'] === undefined) throw new FigmentError('DATA_INVALID', `${title} must have the field label, for this model is asked for classes (config.condition), got ${Object.keys(fields).join(', ')}.`);
  const batchOf = (host: HostBatch<Record<string, unknown>>): HostBatch<PictureBatch> => {
    const { image, label } = host as { readonly image: HostArray; readonly label?: HostArray };
    return (classes === undefined ? { image } : { image, label: checked(label!, classes, title) }) as HostBatch<PictureBatch>;
  };
  return {
    title,
    size,
    fields: { image: fields['image'], ...(classes !== undefined && { label: { kind: 'label' } }) } as Dataset<PictureBatch>['fields'],
    async *batches(call) {
      for await (const { host, cursor } of source.batches(call)) yield { host: batchOf(host), cursor };
    },
    async *pass(call) {
      for await (const host of source.pass(call)) yield batchOf(host);
    },
  };
}

function checked({ data }: HostArray, classes: number, title: string): HostArray {
  const wrong = data.find((value) => !Number.isInteger(value) || value < 0 || value >= classes);
  if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `label of ${title} must be from 0 to ${classes - 1} (config.classes is ${classes}), got ${wrong}: configure as many classes as there are.`);
  return { data: Int32Array.from(data), shape: [data.length] };
}
