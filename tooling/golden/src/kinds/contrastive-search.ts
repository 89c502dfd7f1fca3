import { Expectations } from '../language/expectations.ts';
import { withModels } from '../language/open-model.ts';
import { written } from '../language/written.ts';
import type { RowsKind } from '../kind.ts';

/** What contrastive search writes, and what each step weighs: Su et al. 2022, eq. 5. */
export const kind: RowsKind = {
  name: 'contrastive-search',
  async check(golden) {
    const expected = new Expectations(golden);
    expected.told('min_margin');
    const { input_ids: prompts, penalty_alpha: alpha, top_k: topK, new_tokens: maxTokens } = golden.json['inputs'] as { input_ids: number[][]; penalty_alpha: number; top_k: number; new_tokens: number };
    await withModels(golden, [golden.json['model'] as string], async (model) => {
      const { sequences, steps } = await written(model, prompts, { contrastive: { alpha, topK }, maxTokens });
      await expected.check('sequences', sequences.map(({ ids, prompt }) => [...prompts[prompt]!, ...ids]), 'exact');
      for (const [i, { token, candidates }] of steps.entries()) {
        await expected.check(`steps.${i}.candidates`, candidates.map(({ id }) => id), 'exact');
        await expected.check(`steps.${i}.scores`, candidates.map(({ score }) => score ?? NaN), 'scores');
        await expected.check(`steps.${i}.chosen`, token.id, 'exact');
      }
    });
    return expected.outcome();
  },
};
