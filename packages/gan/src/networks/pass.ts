import type { Buffer, Tensor } from '@figment/core';
import type { Key } from '@figment/core/random';

/** Options of {@link Pass}. */
export interface PassOptions {
  /** With statistics of the batch, and a step of power iteration. */
  readonly training: boolean;
  /** For what a network draws on its way: noise inputs, dropout. Without it noise inputs are left out. */
  readonly key?: Key | undefined;
}

/**
 * What every layer of a network is told on one way through it, and what buffers become there. A step of a GAN goes through the
 * discriminator several times; running statistics and power iterations go on from where the way before left them, though buffers
 * themselves are only written once the gradient is taken.
 */
export class Pass {
  readonly training: boolean;
  readonly key: Key | undefined;
  readonly #next: Map<Buffer, Tensor>;

  constructor({ training, key }: PassOptions, before?: Pass) {
    this.training = training;
    this.key = key;
    this.#next = before === undefined ? new Map<Buffer, Tensor>() : before.#next;
  }

  /** What a buffer holds by now. */
  current(buffer: Buffer): Tensor {
    return this.#next.get(buffer) ?? buffer;
  }

  /** What a buffer will hold. The tensor must live as long as the objective's result. */
  write(buffer: Buffer, value: Tensor): void {
    this.#next.set(buffer, value);
  }

  /** The next way through the same networks, with another key. */
  then(key: Key | undefined): Pass {
    return new Pass({ training: this.training, key }, this);
  }

  /** For the objective's result. */
  get updates(): readonly (readonly [Buffer, Tensor])[] {
    return [...this.#next];
  }
}
