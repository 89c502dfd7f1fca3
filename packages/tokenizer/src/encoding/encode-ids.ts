import type { SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import type { IdEncoder } from '../models/bpe/byte-level/index.ts';
import { AlignedText } from '../text/aligned-text.ts';
import type { Stages } from './encode-text.ts';

/** The ids of one text, and nothing else; undefined where plain text would become a special token, which only the way with all stages prevents. */
export function encodeIds(text: string, { added, normalizer, guard }: Stages, encoder: IdEncoder, isSeen: SpecialFilter): number[] | undefined {
  const ids: number[] = [];
  for (const { text: stretch, token } of added.split(AlignedText.of(text), normalizer, isSeen)) {
    if (token !== undefined) {
      ids.push(token.id);
      continue;
    }
    const first = ids.length;
    encoder.encode(stretch.text, 0, stretch.length, ids);
    if (guard.suspects(stretch.text, ids, first)) return undefined;
  }
  return ids;
}
