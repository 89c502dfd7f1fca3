import type { WeightNames } from '@figment/core/interchange';

import { diffusersNames } from './weights.ts';

/** A place in names of ours, and what diffusers has there. */
type Rule = readonly [ours: RegExp, theirs: string | ((...matched: string[]) => string)];

/** Names of a transformer's weights: by rules of its own, then by those of all models. */
export function renamed(rules: readonly Rule[]): WeightNames {
  return { theirs: (ours) => diffusersNames.theirs(rules.reduce((name, [pattern, theirs]) => name.replace(pattern, theirs as string), ours)) };
}
