/** Which counter-based generator a key belongs to (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). */
export type Generator = 'threefry2x32' | 'philox4x32';

/** A splittable random key: a value, never a state. The same key gives the same numbers on every backend. */
export interface Key {
  /** Two 32-bit words. */
  readonly data: Uint32Array;
  readonly generator: Generator;
}
