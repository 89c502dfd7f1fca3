import type { HostArray } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import type { LatentAutoencoder } from '@figment/core/interfaces';
import { download, tidy, upload } from '@figment/core/ops';

import { LatentCache } from './latent-cache.ts';
import type { LatentStatistics } from './latent-statistics.ts';

/** Pictures that are encoded at once. */
const CHUNK = 64;

/** Pictures to normalised latents, each picture encoded once. */
export class LatentEncoder {
  readonly #autoencoder: LatentAutoencoder;
  readonly #cache = new LatentCache();
  #mean: ArrayLike<number> = [];
  #deviation: ArrayLike<number> = [];

  constructor(autoencoder: LatentAutoencoder) {
    this.#autoencoder = autoencoder;
  }

  /** Encodes all pictures of data, and measures their latents if nobody has. */
  async prepare(source: Dataset<Record<string, unknown>>, statistics: LatentStatistics, signal: AbortSignal): Promise<void> {
    if (!(await statistics.isMeasured())) {
      const seen: Float32Array[] = [];
      for await (const { image } of source.pass({ batchSize: CHUNK })) {
        signal.throwIfAborted();
        seen.push(await this.#encoded(image as HostArray));
      }
      statistics.measure(seen);
    }
    this.#mean = await statistics.mean.data();
    this.#deviation = await statistics.deviation.data();
  }

  /** [B, H, W, C], bytes or numbers in [0, 1] -> float32 [B, h, w, c] */
  async normalized(images: HostArray): Promise<HostArray> {
    const latents = await this.#encoded(images);
    const channels = this.#mean.length;
    return { data: latents.map((value, i) => (value - this.#mean[i % channels]!) / this.#deviation[i % channels]!), shape: [images.shape[0]!, ...this.#autoencoder.latentShape] };
  }

  async #encoded(images: HostArray): Promise<Float32Array> {
    const names = this.#cache.namesOf(images);
    const size = this.#autoencoder.latentShape.reduce((product, length) => product * length, 1);
    const missing = [...new Map(names.map((name, i) => [name, i] as const)).entries()].filter(([name]) => this.#cache.get(name) === undefined);
    const fresh = new Map<string, Float32Array>();
    for (let start = 0; start < missing.length; start += CHUNK) {
      const chunk = missing.slice(start, start + CHUNK);
      const latents = await this.#encode(images, chunk.map(([, i]) => i));
      chunk.forEach(([name], i) => { fresh.set(name, latents.slice(i * size, (i + 1) * size)); });
    }
    const all = new Float32Array(names.length * size);
    names.forEach((name, i) => { all.set(fresh.get(name) ?? this.#cache.get(name)!, i * size); });
    for (const [name, latent] of fresh) this.#cache.set(name, latent);
    return all;
  }

  async #encode({ data, shape }: HostArray, rows: readonly number[]): Promise<Float32Array> {
    const size = data.length / shape[0]!;
    const chosen = new Float32Array(rows.length * size);
    const scale = data instanceof Uint8Array ? 1 / 255 : 1;
    rows.forEach((row, i) => { for (let at = 0; at < size; at++) chosen[i * size + at] = data[row * size + at]! * scale; });
    const latents = tidy(() => this.#autoencoder.encode(upload({ data: chosen, shape: [rows.length, ...shape.slice(1)] })));
    try {
      return (await download(latents)).data as Float32Array;
    } finally {
      latents.dispose();
    }
  }
}
