/** How two networks that learn against each other stand, as events of their training say. Shares are in [0, 1]; what is not known is not a number. */
export interface Balance {
  /** Real pictures that the discriminator took for real. */
  readonly accuracyReal: number;
  /** Made pictures that it took for made. */
  readonly accuracyMade: number;
  /** Of both, the mean: 0.5 when it is fooled half of the time. */
  readonly accuracy: number;
  /** r_t: 0 = none, 1 = it knows the training pictures by heart. */
  readonly overfitting: number;
  /** 1 = as various as the data. */
  readonly diversity: number;
  /** Part of the data that has something made near it. */
  readonly coverage: number;
  /** How often a picture is changed before it is judged, where that is adapted. */
  readonly augmentation?: number | undefined;
  /** In one word. */
  readonly verdict: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** What is shown over the steps, in this order. */
export const balanceSignals = ['accuracy', 'accuracyReal', 'accuracyMade', 'diversity', 'coverage', 'overfitting', 'augmentation'] as const;

/** Verdicts that nothing follows from: too early to tell, and all is well. */
export function isCalm(verdict: string): boolean {
  return verdict === 'healthy' || verdict === 'warmingUp';
}

/** The balance of an event that has one, whatever model it is of. */
export function balanceIn(event: object): Balance | undefined {
  const { balance } = event as { readonly balance?: Partial<Balance> | undefined };
  return typeof balance === 'object' && typeof balance.verdict === 'string' && typeof balance.accuracy === 'number' ? balance as Balance : undefined;
}
