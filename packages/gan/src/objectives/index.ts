/**
 * What generator and discriminator learn by: losses, penalties, augmentation, and the two objectives of a game, to be used with
 * networks of one's own.
 *
 * @module
 */
export type { Exhibit, Game, Made } from './game.ts';
export { latentGame, type LatentGameOptions, type PictureBatch } from './latent-game.ts';
export { discriminatorObjective, type DiscriminatorOptions } from './discriminator.ts';
export { foolingLoss, type FurtherCall, type FurtherTerm, generatorObjective, type GeneratorOptions } from './generator.ts';
export { PictureHistory } from './picture-history.ts';
export { pathLengthTerm, type PathLengthOptions } from './path-length-term.ts';
export { judgeAlongSlope, type Slope } from './judge.ts';

export type { AdversarialLoss, AdversarialLossName } from '../losses/adversarial-loss.ts';
export { adversarialLosses } from '../losses/adversarial-losses.ts';

export { between, oneCenteredPenalty, squaredNorms, zeroCenteredPenalty } from '../regularizers/gradient-penalty.ts';
export { PathLengthRegularizer, type PathLengths } from '../regularizers/path-length.ts';

export { Augmentation } from '../augmentation/augmentation.ts';
export { type AugmentationConfig, augmentationConfig } from '../config/augmentation.ts';
