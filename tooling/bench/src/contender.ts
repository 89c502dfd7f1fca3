/** What one unit of work took. */
export interface Sample {
  /** On the clock. */
  readonly milliseconds: number;
  /** Of processors, those of all threads together: waiting for a busy machine is not in it. */
  readonly cpuMilliseconds: number;
  /** The most memory that the process had so far. */
  readonly peakBytes: number;
  /** What the work's result takes while it is held. */
  readonly heldBytes?: number | undefined;
  /** A number that the work came to, such as its loss: both sides must come to the same. */
  readonly value?: number | undefined;
}

/** What a contender says of itself when it is set up. */
export interface Introduction {
  /** Engine and version, backend, device. */
  readonly name: string;
  /** Numbers that training moves. */
  readonly parameters?: number | undefined;
  /** Of text that one unit of work goes through, in UTF-8: 10^6 bytes. */
  readonly megabytes?: number | undefined;
}

/** One side of a comparison. It lives in its own process, so that engines don't disturb each other. */
export interface Contender extends Introduction {
  /** Does one unit of work. */
  once(): Promise<Sample>;
  stop(): Promise<void>;
}

/** What a contender computes on. */
export interface Conditions {
  /** `cpu`, or a GPU where engines can use it: `cuda`. */
  readonly device: string;
}

/** A comparison that can be asked for by name. */
export interface Benchmark {
  /** `GROUP/WORK`. */
  readonly name: string;
  /** What is done, for people. */
  readonly work: string;
  readonly unit: 'ms/step' | 'ms/token' | 'us/op' | 'ms' | 's' | 'MB' | 'MB/s';
  /** What of a sample is compared: its time (of other processes than the contender's, which do the work: `clock`), the megabytes it goes through in a second, the most memory that the process had, or what the result takes. */
  readonly measures?: 'time' | 'clock' | 'speed' | 'peakMemory' | 'heldMemory' | undefined;
  /** Parts of the unit that one `once` does (1): tokens, operations. */
  readonly per?: number | undefined;
  readonly ours: (conditions: Conditions) => Promise<Contender>;
  readonly peer: (conditions: Conditions) => Promise<Contender>;
  /** Threads that each side has: a number, or as many as there are cores. */
  readonly threads: number | 'all';
  /** The least ratio that is good enough. */
  readonly bar?: number | undefined;
  /** The most that ours may take, in the unit: a promise that needs no peer. */
  readonly limit?: number | undefined;
  /** Devices that it can be measured on (cpu only). */
  readonly devices?: readonly string[] | undefined;
  /** Units of work that are not counted, before those that are. */
  readonly warmUp: number;
  readonly rounds: number;
  /** How far, relative to it, a value may lie from the peer's; no values are compared without it. */
  readonly tolerance?: number | undefined;
}
