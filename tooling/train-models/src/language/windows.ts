import type { Dataset } from '@figment/core/data';
import { key } from '@figment/core/random';
import type { TokenRows } from '@figment/transformer/data';

import type { EncodedText } from './corpus.ts';
import { endlessRows } from './token-rows.ts';
import { stepKey, windowPlaces } from './window-places.ts';

/**
 * Rows from anywhere in the texts, these drawn by their weights: small texts are read more often than large ones.
 *
 * @param seed of the rows, whatever seed the run has: so that other programs can draw the same
 */
export function windows(texts: readonly EncodedText[], { context, seed }: { readonly context: number; readonly seed: number }): Dataset<TokenRows> {
  const title = texts.map(({ name }) => name).join(', ');
  return endlessRows(title, context, (step, batchSize) => windowPlaces(stepKey(key(seed), step), batchSize, texts, context + 1).map(([text, start]) => [texts[text]!.train, start]));
}
