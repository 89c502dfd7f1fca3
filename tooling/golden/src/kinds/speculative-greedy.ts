import { Expectations } from '../language/expectations.ts';
import { withModels } from '../language/open-model.ts';
import { written } from '../language/written.ts';
import type { RowsKind } from '../kind.ts';

/** Draft models, good and bad, leave what a model writes without temperature as it is. */
export const kind: RowsKind = {
  name: 'speculative-greedy',
  async check(golden) {
    const expected = new Expectations(golden);
    const target = `../../${String(expected.setting('target'))}`;
    expected.told('target', 'input_ids');
    const prompts = expected.rows('input_ids');
    // As everywhere in these cases, an end is never written.
    const { eos_token_id: end } = golden.readJson(`${target}/config.json`) as { eos_token_id: number };
    const maxTokens = (expected.rows('sequences')[0]?.length ?? 0) - (prompts[0]?.length ?? 0);
    for (const draft of ['../../transformer/llama', target]) {
      await withModels(golden, [target, draft], async (model, guessing) => {
        const { sequences } = await written(model, prompts, { temperature: 0, maxTokens, minTokens: maxTokens }, { draft: guessing, ends: [end] });
        await expected.check('sequences', sequences.map(({ ids, prompt }) => [...prompts[prompt]!, ...ids]), 'exact');
      });
    }
    return expected.outcome();
  },
};
