import type { HostArray } from '@figment/core';

/** Most numbers that are kept: 256 MB. */
const MOST_NUMBERS = 2 ** 26;

/**
 * Latents of pictures that were encoded before, found by the bytes of the picture, so that any data set, also one that recolours or mirrors its
 * pictures, is encoded once. What was not asked for the longest goes first when it is full.
 */
export class LatentCache {
  readonly #latents = new Map<string, Float32Array>();
  #numbers = 0;

  /** The names of the pictures of a batch [B, ...]. */
  namesOf({ data, shape }: HostArray): string[] {
    const size = data.length / shape[0]!;
    return Array.from({ length: shape[0]! }, (_, i) => fingerprint(data.subarray(i * size, (i + 1) * size)));
  }

  get(name: string): Float32Array | undefined {
    const latent = this.#latents.get(name);
    if (latent !== undefined) {
      this.#latents.delete(name);
      this.#latents.set(name, latent);
    }
    return latent;
  }

  set(name: string, latent: Float32Array): void {
    this.#latents.set(name, latent);
    this.#numbers += latent.length;
    for (const [oldest, { length }] of this.#latents) {
      if (this.#numbers <= MOST_NUMBERS) break;
      this.#latents.delete(oldest);
      this.#numbers -= length;
    }
  }

  /** All there are. */
  values(): Iterable<Float32Array> {
    return this.#latents.values();
  }
}

/** 64 bits of the bytes of numbers: two FNV-1a hashes of 32 bits, over words where they are whole. */
function fingerprint(values: ArrayBufferView): string {
  const { buffer, byteOffset, byteLength } = values;
  const whole = byteOffset % 4 === 0 && byteLength % 4 === 0;
  const words = whole ? new Uint32Array(buffer, byteOffset, byteLength / 4) : new Uint8Array(buffer, byteOffset, byteLength);
  let a = 0x811c9dc5, b = 0x9747b28c;
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return `${byteLength}:${(a >>> 0).toString(36)}:${(b >>> 0).toString(36)}`;
}
