import { buffer, Module } from '@figment/core/nn';
import { add, div, mul, ones, sub, tensor, tidy, zeros } from '@figment/core/ops';
import type { Buffer, Tensor } from '@figment/core';

/** Mean and standard deviation of each channel of latents: a denoiser works best where they are 0 and 1. */
export class LatentStatistics extends Module {
  /** [C] */
  readonly mean: Buffer;
  /** [C] */
  readonly deviation: Buffer;
  /** 1 once they were measured, [1]. */
  readonly measured: Buffer;

  /** @param deviation What the autoencoder says of its latents, one a channel, or one for all. */
  constructor(channels: number, deviation: readonly number[] = [1]) {
    super();
    this.mean = buffer(() => zeros([channels]));
    this.deviation = buffer(() => (deviation.length === channels ? tensor([...deviation]) : mul(ones([channels]), deviation[0]!)));
    this.measured = buffer(() => zeros([1]));
  }

  /** [..., C] -> [..., C] */
  normalize(latents: Tensor): Tensor {
    return tidy(() => div(sub(latents, this.mean), this.deviation));
  }

  /** The other way. */
  restore(normalized: Tensor): Tensor {
    return tidy(() => add(mul(normalized, this.deviation), this.mean));
  }

  /** Whether they were measured already. */
  async isMeasured(): Promise<boolean> {
    return (await this.measured.data())[0] === 1;
  }

  /** Takes the statistics of latents, the channel running fastest. */
  measure(batches: Iterable<Float32Array>): void {
    const channels = this.mean.shape[0];
    const sums = new Float64Array(channels), squares = new Float64Array(channels);
    let count = 0;
    for (const values of batches) {
      count += values.length / channels;
      values.forEach((value, i) => {
        sums[i % channels]! += value;
        squares[i % channels]! += value * value;
      });
    }
    const means = sums.map((sum) => sum / count);
    const deviations = squares.map((square, c) => Math.sqrt(Math.max(square / count - means[c]! ** 2, 1e-12)));
    tidy(() => {
      this.mean.assign(tensor(Float32Array.from(means)));
      this.deviation.assign(tensor(Float32Array.from(deviations)));
      this.measured.assign(ones([1]));
    });
  }
}
