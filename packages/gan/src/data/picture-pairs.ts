import { FigmentError } from '@figment/core';
import type { Dataset } from '@figment/core/data';

import type { PairBatch } from '../image-to-image/paired-game.ts';
import type { InputKind } from '../image-to-image/sources.ts';

/** Data as a translator takes them. @throws FigmentError `DATA_INVALID` where it learns from pairs and the pictures have none to become */
export function picturePairs(source: Dataset<Record<string, unknown>>, input: InputKind): Dataset<PairBatch> {
  const { title, fields } = source;
  if (input === 'pairs' && fields['target'] === undefined) {
    throw new FigmentError('DATA_INVALID', `${title} must have a target for each image, for config.input is pairs, got ${Object.keys(fields).join(', ')}: give two folders with files of equal names, or set config.input to gray or edges.`);
  }
  return source as unknown as Dataset<PairBatch>;
}
