/** How many samples a second were computed over the last laps. */
export class Stopwatch {
  readonly #laps: { readonly ms: number; readonly samples: number }[] = [];
  #started = 0;

  start(): void {
    this.#started = performance.now();
  }

  stop(samples: number): void {
    this.#laps.push({ ms: performance.now() - this.#started, samples });
    if (this.#laps.length > 20) this.#laps.shift();
  }

  rate(): number {
    const ms = this.#laps.reduce((sum, lap) => sum + lap.ms, 0);
    return ms === 0 ? 0 : (1000 * this.#laps.reduce((sum, lap) => sum + lap.samples, 0)) / ms;
  }
}
