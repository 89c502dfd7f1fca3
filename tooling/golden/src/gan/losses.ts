import type { AdversarialLossName } from '@figment/gan/objectives';

const ours: Readonly<Record<string, AdversarialLossName>> = {
  minimax: 'minimax', non_saturating: 'nonSaturating', least_squares: 'leastSquares', hinge: 'hinge', wasserstein: 'wasserstein', relativistic_paired: 'relativistic',
};

/** Our name of a loss that a case calls by another. */
export function lossNamed(theirs: string): AdversarialLossName {
  const name = ours[theirs];
  if (name === undefined) throw new Error(`there is no loss ${theirs} here`);
  return name;
}
