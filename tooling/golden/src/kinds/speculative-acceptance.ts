import { inverseCdf } from '@figment/core/random';
import { isAccepted, residual } from '@figment/transformer/generation';

import { Expectations } from '../language/expectations.ts';
import type { RowsKind } from '../kind.ts';

interface Row {
  readonly draft_tokens: readonly number[];
  readonly draft_probs: readonly (readonly number[])[];
  readonly target_probs: readonly (readonly number[])[];
  readonly uniforms: readonly number[];
  readonly final_uniform: number;
}

/** Which guesses of a draft model stay, and what follows them: Leviathan et al. 2023, Algorithm 1. */
export const kind: RowsKind = {
  name: 'speculative-acceptance',
  async check(golden) {
    const expected = new Expectations(golden);
    for (const [i, row] of (golden.json['expected'] as readonly Row[]).entries()) {
      expected.told(...['draft_tokens', 'draft_probs', 'target_probs', 'uniforms', 'final_uniform'].map((name) => `${i}.${name}`));
      const [draft, target] = [row.draft_probs, row.target_probs].map((rows) => rows.map((probabilities) => Float64Array.from(probabilities))) as [Float64Array[], Float64Array[]];
      const guesses = row.draft_tokens;
      const refused = guesses.findIndex((id, k) => !isAccepted(id, target[k]!, draft[k]!, row.uniforms[k]!));
      const accepted = refused < 0 ? guesses.length : refused;
      const distribution = refused < 0 ? target[accepted]! : residual(target[accepted]!, draft[accepted]!);
      const final = inverseCdf(distribution, row.final_uniform);
      await expected.check(`${i}.accepted`, accepted, 'exact');
      await expected.check(`${i}.final_distribution`, { shape: [distribution.length], dtype: 'float64', data: distribution }, 'final_distribution');
      await expected.check(`${i}.final_token`, final, 'exact');
      await expected.check(`${i}.output`, [...guesses.slice(0, accepted), final], 'exact');
    }
    return expected.outcome();
  },
};
