import { addedSequence, joinSequences } from '../encoding/token-sequence.ts';
import type { PostProcessor } from './post-processor.ts';

/** A token and its id. */
export type TokenWithId = readonly [token: string, id: number];

/** The tokens around texts. */
export interface BertProcessorOptions {
  readonly sep: TokenWithId;
  readonly cls: TokenWithId;
}

/** `[CLS] A [SEP]`, `[CLS] A [SEP] B [SEP]`. Devlin et al. 2018, "BERT", arXiv:1810.04805. */
export function bert({ sep, cls }: BertProcessorOptions): PostProcessor {
  return {
    spec: { type: 'BertProcessing', sep, cls },
    added: (isPair) => (isPair ? 3 : 2),
    process(sequences, addSpecialTokens) {
      if (!addSpecialTokens) return sequences;
      const one = ([token, id]: TokenWithId, typeId: number) => addedSequence([id], [token], typeId);
      return sequences.map((sequence, i) => joinSequences(i === 0 ? [one(cls, 0), sequence, one(sep, 0)] : [sequence, one(sep, 1)]));
    },
  };
}
