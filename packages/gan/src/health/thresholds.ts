/** When the monitor speaks up, and how much it remembers. */
export interface HealthThresholds {
  /** Steps before it judges: at first all that is made is alike, and every discriminator wins. */
  readonly warmUpSteps: number;
  /** Steps over which shares and distances are smoothed. */
  readonly window: number;
  /** Mode collapse: pictures made are this much less various than real ones. */
  readonly diversity: number;
  /** Mode collapse: fewer real pictures than this have a made one among their neighbours. */
  readonly coverage: number;
  /** Neighbours that count for the coverage. */
  readonly neighbours: number;
  /** The discriminator wins: it tells so many of both apart. */
  readonly certain: number;
  /** The generator wins: the discriminator is right less often than this. */
  readonly fooled: number;
  /** The generator wins: logits of a batch differ by no more than this (their standard deviation). */
  readonly flat: number;
  /** Overfitting: r_t. */
  readonly overfitting: number;
  /** Divergence: logits have grown so many times as large as they were over the last {@link growthWindow} steps. */
  readonly growth: number;
  /** Steps that growth is measured against. */
  readonly growthWindow: number;
  /** Divergence: norm of a gradient, before clipping. */
  readonly gradientNorm: number;
}

/** The thresholds that hold unless others are given. */
export const healthThresholds: HealthThresholds = {
  warmUpSteps: 200,
  window: 50,
  diversity: 0.5,
  coverage: 0.2,
  neighbours: 5,
  certain: 0.95,
  fooled: 0.4,
  flat: 1e-3,
  overfitting: 0.9,
  growth: 5,
  growthWindow: 200,
  gradientNorm: 1e4,
};
