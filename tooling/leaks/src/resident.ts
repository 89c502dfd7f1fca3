import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory of this process, garbage left out. */
export function residentBytes(): number {
  collectGarbage();
  return process.memoryUsage().rss;
}

/** Watches the memory of this process through something that repeats. */
export class ResidentWatch {
  readonly #readings: number[] = [];

  /** Call now and then, at regular distances. */
  read(): void {
    this.#readings.push(residentBytes());
  }

  /** Median of the last quarter less that of the second: by then, all that is made once has been made. */
  get growth(): number | undefined {
    const quarter = Math.floor(this.#readings.length / 4);
    if (quarter === 0) return undefined;
    return median(this.#readings.slice(-quarter)) - median(this.#readings.slice(quarter, 2 * quarter));
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
