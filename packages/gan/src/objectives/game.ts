import type { Buffer, Parameter, Tensor } from '@figment/core';
import { concat, withoutGradient } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';

import type { Augmentation } from '../augmentation/augmentation.ts';
import type { BalanceMonitor } from '../health/monitor.ts';
import type { AdversarialLoss } from '../losses/adversarial-loss.ts';
import type { Discriminator } from '../networks/discriminator.ts';
import { Pass } from '../networks/pass.ts';
import type { PictureHistory } from './picture-history.ts';

/** Pictures that are put before the discriminator. */
export interface Exhibit {
  /** [B, H, W, C] in [-1, 1]. */
  readonly pictures: Tensor;
  /** Which class each shows, int32 [B], for a model of classes. */
  readonly labels?: Tensor | undefined;
  /** What they were made from, which the discriminator sees with them: [B, H, W, D] in [-1, 1]. */
  readonly source?: Tensor | undefined;
}

/** What the generator shows, and what its penalty may be taken of. */
export interface Made extends Exhibit {
  /** [B, styleLayers, styleSize]. */
  readonly styles?: Tensor | undefined;
}

/** Two networks, and how they play against each other: what both objectives share. */
export interface Game<Batch> {
  readonly discriminator: Discriminator;
  readonly loss: AdversarialLoss;
  /** Of the generator: what its objective moves. */
  parameters(): Iterable<readonly [string, Parameter]>;
  /** The real pictures of a batch. */
  real(batch: Batch): Exhibit;
  /** Makes pictures, as many as the batch has; what is drawn comes of the key. */
  make(batch: Batch, call: { readonly key: Key; readonly pass: Pass }): Made;
  /** Changes what the discriminator sees, real and made alike. */
  readonly augmentation?: Augmentation | undefined;
  /** Shows the discriminator pictures that were made earlier, among those made now; for games without labels and sources. */
  readonly history?: PictureHistory | undefined;
  /** Watches how the two stand. */
  readonly monitor?: BalanceMonitor | undefined;
}

/** What the generator makes of a key. */
export function makePictures<Batch>(game: Game<Batch>, batch: Batch, { key, training }: { readonly key: Key; readonly training: boolean }): { made: Made; pass: Pass } {
  const [forLatents, forNetwork] = split(key, 2);
  const pass = new Pass({ training, key: forNetwork });
  return { made: game.make(batch, { key: forLatents, pass }), pass };
}

/** The same for who learns nothing of how they were made; what the generator's buffers become comes with them. */
export function makePicturesWithoutGradient<Batch>(game: Game<Batch>, batch: Batch, call: { readonly key: Key; readonly training: boolean }): { made: Exhibit; updates: Pass['updates'] } {
  const buffers: Buffer[] = [];
  const { shown, written } = withoutGradient(() => {
    const { made: { pictures, labels, source }, pass } = makePictures(game, batch, call);
    buffers.push(...pass.updates.map(([buffer]) => buffer));
    const shown: Record<string, Tensor> = { pictures, ...(labels && { labels }), ...(source && { source }) };
    return { shown, written: pass.updates.map(([, next]) => next) };
  });
  return { made: shown as Record<string, Tensor> & Exhibit, updates: buffers.map((buffer, i) => [buffer, written[i] as Tensor]) };
}

/** What the discriminator sees of an exhibit. */
export function show<Batch>({ augmentation }: Game<Batch>, { pictures, source }: Exhibit, key: Key): Tensor {
  const joined = source === undefined ? pictures : concat([source, pictures], 3); // [B, H, W, D], [B, H, W, C] -> [B, H, W, D + C]
  return augmentation === undefined ? joined : augmentation.apply(joined, key);
}

/** What the discriminator thinks of both. Networks draw with keys of their own. */
export function passesFor(key: Key, training: boolean): { real: Pass; made: Pass } {
  const real = new Pass({ training, key: foldIn(key, 0) });
  return { real, made: real.then(foldIn(key, 1)) };
}
