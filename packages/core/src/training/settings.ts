/** How a model likes to be trained, as data: what a command line or a page offers as its defaults. */
export interface TrainingSettings {
  readonly steps: number;
  readonly batchSize: number;
  readonly optimizer: 'adamw' | 'adam' | 'sgd' | 'lion';
  readonly learningRate: number;
  /** Decay rates of the moment estimates (Adam, AdamW, Lion). */
  readonly betas: readonly [number, number];
  readonly weightDecay: number;
  /** Shape of the learning rate after the warm-up; 'levelThenLinear' falls on a straight line from half-way on. */
  readonly schedule: 'constant' | 'cosine' | 'linear' | 'levelThenLinear' | 'oneCycle';
  readonly warmupSteps: number;
  /** The schedule ends at this part of the learning rate. */
  readonly finalLearningRateRatio: number;
  /** Largest global norm of the gradient; 0 = unbounded. */
  readonly clipNorm: number;
  /** Decay of the moving average of the weights; 0 = none. */
  readonly ema: number;
  /** Probability of each augmentation of pictures. */
  readonly augment: { readonly flip: number; readonly permuteChannels: number };
}
