import { clone, crossEntropy, gather, matMul, mul, range, tidy, upload } from '@figment/core/ops';
import { pool, textEncoder, unitLength } from '@figment/transformer';

import { toHostArray } from '../case/array.ts';
import type { RowsKind } from '../kind.ts';
import { checkModel } from '../language/model-case.ts';

/** Embeddings of texts: poolings, lengths of 1, and the loss that tells pairs from all others of a batch. */
export const kind: RowsKind = {
  name: 'sentence-embedding',
  check: (golden) => checkModel(golden, textEncoder, async ({ network, expected, input, mask }) => {
    const tokens = input('attention_mask')!;
    const result = tidy(() => {
      const { hidden } = network.encode(input('input_ids')!, { mask: tokens, tokenTypes: input('token_type_ids') });
      const mean = pool(hidden, tokens, 'mean');
      const sentence = unitLength(mean);
      const cosine = matMul(sentence, sentence, false, true);
      return { hidden: clone(hidden), pooler: network.pooled(hidden), mean, cls: pool(hidden, tokens, 'cls'), max: pool(hidden, tokens, 'max'), sentence, cosine };
    });
    const { sentence } = result;
    if (expected.has('multiple_negatives_ranking_loss')) {
      const scale = Number(expected.setting('mnrl_scale'));
      const [anchors, positives] = ['mnrl_anchors', 'mnrl_positives'].map((name) => toHostArray({ ...expected.array(name), dtype: 'int32' }));
      await expected.check('multiple_negatives_ranking_loss', tidy(() => {
        const scores = mul(matMul(gather(sentence, upload(anchors!)), gather(sentence, upload(positives!)), false, true), scale); // [anchors, positives]
        return crossEntropy(scores, range(0, scores.shape[0], 1, 'int32'));
      }), 'loss');
    }
    await expected.check('last_hidden_state', result.hidden, 'hidden_states', mask);
    await expected.check('pooler_output', result.pooler, 'hidden_states');
    await expected.check('mean_pooling', result.mean, 'hidden_states');
    await expected.check('cls_pooling', result.cls, 'hidden_states');
    await expected.check('max_pooling', result.max, 'hidden_states');
    await expected.check('sentence_embedding', sentence, 'hidden_states');
    await expected.check('cosine', result.cosine, 'hidden_states');
  }),
};
