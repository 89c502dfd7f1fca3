/** One side of a comparison. It lives in its own process, so that engines don't disturb each other. */
export interface Contender {
  readonly name: string;
  /** Milliseconds of one unit of work. */
  once(): Promise<number>;
  stop(): Promise<void>;
}

/** A comparison that can be asked for by name. */
export interface Benchmark {
  /** `GROUP/WORK`. */
  readonly name: string;
  readonly unit: string;
  readonly ours: () => Promise<Contender>;
  readonly peer: () => Promise<Contender>;
  /** Units of work that are not counted, before those that are. */
  readonly warmUp: number;
  readonly rounds: number;
}
