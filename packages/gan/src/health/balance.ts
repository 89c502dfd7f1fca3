/** What the monitor says of a run, in one word. */
export type Verdict =
  /** Too few steps to tell. */
  | 'warmingUp'
  | 'healthy'
  /** The generator makes the same over and over, or leaves out much of the data. */
  | 'modeCollapse'
  /** It tells real from made so surely that the generator learns nothing. */
  | 'discriminatorWins'
  /** It can't tell at all: it has stopped teaching. */
  | 'generatorWins'
  /** It knows the training pictures by heart (r_t near 1). */
  | 'overfitting'
  /** Losses or gradients grow without bound. */
  | 'divergence';

/** How the two networks stand to each other: joined to every training event. Shares are in [0, 1], smoothed over the last steps. */
export interface Balance {
  /** Real pictures that it took for real. */
  readonly accuracyReal: number;
  /** Made pictures that it took for made. */
  readonly accuracyMade: number;
  /** Of both, the mean; 0.5 when it is fooled half of the time. */
  readonly accuracy: number;
  /** |accuracy - 0.5|. */
  readonly distance: number;
  /** r_t = E[sign D(real)]: 0 = no overfitting, 1 = complete. Karras et al. 2020, arXiv:2006.06676, eq. 1. */
  readonly overfitting: number;
  /** Mean distance of two made pictures over that of two real ones: 1 = as various as the data. */
  readonly diversity: number;
  /** Real pictures that have a made one among their nearest neighbours. Naeem et al. 2020, arXiv:2002.09797, eq. 7. */
  readonly coverage: number;
  /** Before clipping, of the last step. */
  readonly gradientNorms: { readonly discriminator: number; readonly generator: number };
  /** Probability that a picture is augmented before it is judged, where that is adaptive. */
  readonly augmentation?: number | undefined;
  readonly verdict: Verdict;
  /** Why, in a sentence; empty when healthy. */
  readonly reason: string;
}
