import type { PlainError } from './values.ts';

export interface BackendCandidate {
  readonly name: string;
  readonly chosen: boolean;
  readonly reason: string;
}

export interface BackendReport {
  readonly name: string;
  readonly device: string;
  readonly considered: readonly BackendCandidate[];
  readonly startedInMs: number;
}

export interface BackendMeasurement {
  readonly name: string;
  /** Median of a product of two 512 x 512 matrices. */
  readonly gflops: number | undefined;
  /** Median time of a small elementwise op. */
  readonly smallOpMicroseconds: number | undefined;
  readonly error: PlainError | undefined;
}
