import type { Buffer, Shape, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { add, cast, gather, less, lessEqual, logicalAnd, logicalNot, logicalOr, matMul, mul, oneHot, range, reshape, sub, sum, tensor, where, withoutGradient, zeros } from '@figment/core/ops';
import { bernoulliArray, type Key, permutation, split } from '@figment/core/random';

/**
 * Pictures that were made earlier. The discriminator is shown them again, each in place of a new one half of the time, so that it does not
 * forget what it found out before. Shrivastava et al. 2017, arXiv:1612.07828, section 2.3; Zhu et al. 2017, arXiv:1703.10593, section 4.
 * Remembered in buffers: a run that is resumed shows what one that never stopped would show.
 */
export class PictureHistory extends Module {
  /** [capacity, H, W, C]. */
  readonly pictures: Buffer;
  /** How many are remembered: a scalar. */
  readonly count: Buffer;

  /** @param shape [H, W, C] */
  constructor(capacity: number, shape: Shape) {
    super();
    this.pictures = buffer(() => zeros([capacity, ...shape]));
    this.count = buffer(() => zeros([]));
  }

  /**
   * Takes in new pictures and shows as many, and what its buffers become. While there is room, all are remembered and shown as they are;
   * then half of them, each in the place of the one that is shown instead. A batch larger than the history passes through.
   *
   * @param made [B, H, W, C]
   */
  exchange(made: Tensor, key: Key): { readonly shown: Tensor; readonly updates: readonly (readonly [Buffer, Tensor])[] } {
    const batch = made.shape[0], capacity = this.pictures.shape[0];
    const places = capacity - (capacity % batch); // whole batches, so that a place is never written twice in a step
    if (places === 0) return { shown: made, updates: [] };
    const [forPlaces, forCoins] = split(key, 2);
    const drawnPlaces = Int32Array.from(permutation(forPlaces, places).slice(0, batch));
    const coins = bernoulliArray(forCoins, batch, 0.5);
    const { shown, pictures, count } = withoutGradient((): Exchanged => {
      const isFilling = lessEqual(add(this.count, batch), places);
      const at = where(isFilling, add(cast(this.count, 'int32'), range(0, batch, 1, 'int32')), tensor(drawnPlaces, [batch], 'int32')); // [B]
      const old = gather(this.pictures, at);
      const isDrawn = tensor(Uint8Array.from(coins), [batch], 'bool');
      const isOld = logicalAnd(logicalAnd(isDrawn, logicalNot(isFilling)), less(cast(at, 'float32'), this.count));
      const isRemembered = logicalOr(isDrawn, isFilling);
      const perPicture = (x: Tensor): Tensor => reshape(x, [batch, 1, 1, 1]);
      const entered = where(perPicture(isRemembered), made, old);
      const chosen = oneHot(at, capacity, 1, 0, 'float32'); // [B, capacity]
      const replaced = reshape(matMul(chosen, reshape(entered, [batch, -1]), true), this.pictures.shape); // [capacity, H, W, C]
      const stays = reshape(sub(1, sum(chosen, 0)), [capacity, 1, 1, 1]);
      return {
        shown: where(perPicture(isOld), old, made),
        pictures: add(mul(this.pictures, stays), replaced),
        count: where(isFilling, add(this.count, batch), this.count),
      };
    });
    return { shown, updates: [[this.pictures, pictures], [this.count, count]] };
  }
}

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
type Exchanged = Record<'shown' | 'pictures' | 'count', Tensor>;
