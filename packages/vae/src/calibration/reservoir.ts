/** A uniform sample of a stream of rows whose length is not known. Vitter 1985, "Random sampling with a reservoir", algorithm R. */
import { foldIn, type Key, uniformArray } from '@figment/core/random';

import type { Points } from '../mixture/points.ts';

export class Reservoir {
  readonly #rows: Float32Array[] = [];
  readonly #capacity: number;
  readonly #dimension: number;
  readonly #key: Key;
  #seen = 0;

  constructor(key: Key, { capacity, dimension }: { capacity: number; dimension: number }) {
    this.#key = key;
    this.#capacity = capacity;
    this.#dimension = dimension;
  }

  /** @param rows [n, dimension], one after the other. */
  add(rows: Float32Array): void {
    for (let from = 0; from < rows.length; from += this.#dimension) {
      const row = rows.slice(from, from + this.#dimension);
      const place = this.#seen < this.#capacity ? this.#seen : Math.floor(uniformArray(foldIn(this.#key, this.#seen), 1)[0]! * (this.#seen + 1));
      if (place < this.#capacity) this.#rows[place] = row;
      this.#seen++;
    }
  }

  points(): Points {
    const data = new Float32Array(this.#rows.length * this.#dimension);
    this.#rows.forEach((row, i) => { data.set(row, i * this.#dimension); });
    return { data, count: this.#rows.length, dimension: this.#dimension };
  }
}
