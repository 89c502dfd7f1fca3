import type { WarmUpProgress } from './warm-up.ts';

/** Names of the backends this library knows; a provider that is passed in may bring another. */
export type BackendName = 'torch' | 'webgpu' | 'wasm' | 'cpu' | (string & {});

/** What a provider found out without starting anything. Reasons are sentences for users. */
export type Probe =
  | { readonly available: true; readonly device: string; readonly software?: boolean | undefined }
  | { readonly available: false; readonly reason: string };

/** Settings of a start, by backend. */
export interface StartOptions {
  readonly wasm?: {
    /** Where tfjs's `.wasm` files are served from, when a bundler or a policy moved them: a URL, or a path in Node; ends in '/'. */
    readonly baseUrl?: string | undefined;
    /** Fused multiply-adds of relaxed SIMD: used or not, or whichever is faster here (measured when it starts). */
    readonly relaxedSimd?: boolean | undefined;
  } | undefined;
  readonly torch?: {
    /** `cpu`, `cuda`, `cuda:1`, `mps`; without it the first of cuda, mps, cpu that works. `FIGMENT_TORCH_DEVICE` says the same. */
    readonly device?: string | undefined;
    /** The folder that holds libtorch, or the `torch` package. `FIGMENT_TORCH_LIB` says the same. */
    readonly library?: string | undefined;
    /** The Python that has torch. `FIGMENT_TORCH_PYTHON` says the same. */
    readonly python?: string | undefined;
    /** Of one operation on the CPU: as many as there are cores. */
    readonly threads?: number | undefined;
    /** In what products of matrices, convolutions and attention compute; sums, norms and losses stay in float32 ('float32'). */
    readonly precision?: 'float32' | 'bfloat16' | 'float16' | undefined;
  } | undefined;
}

/** A running backend. tfjs knows it by the provider's name. */
export interface StartedBackend {
  /** For humans: 'CPU, 1 thread, SIMD'. */
  readonly device: string;
  /** Rejects with `DEVICE_LOST` when the device is lost; never resolves. The same promise for the same device; absent where devices can't be lost. */
  lost?(): Promise<never>;
  /** Whether the device is gone. */
  isLost?(): boolean;
  /** What went wrong on the device since it was last asked, if anything did: such errors arrive late. */
  takeError?(): Error | undefined;
  /** Makes a new device in place of one that was lost. Data that lived on it is gone. */
  restore?(): Promise<void>;
  /** Frees what it holds, when another was chosen after measuring both. */
  stop?(): void;
  /** Waits until all that was asked for is computed, on devices that compute while the program goes on; for measuring. */
  finish?(): Promise<void>;
  /** The same at once, on devices that a program can stop for. */
  finishNow?(): void;
  /** Gives memory that is kept for reuse back to the system. */
  trim?(): void;
  /** Compiles ahead what `trace` computes with, which else would be compiled at first use, and says how far it is. Computes nothing. */
  warmUp?(trace: () => void, onProgress?: (progress: WarmUpProgress) => void): Promise<void>;
}

/** What a provider found out about itself, beyond what it computes. */
export interface SelfCheck {
  /** What was compared with what: 'operations with the schemas of torch 2.13.0'. */
  readonly subject: string;
  readonly of: number;
  /** What does not fit, in words: none, or the backend is not to be trusted. */
  readonly faults: readonly string[];
}

/** One way to compute: it can say whether it would work here, and start. */
export interface BackendProvider {
  readonly name: BackendName;
  /** Whether it would work here, with these settings. Starts nothing, and never rejects for want of a device. */
  probe(options?: StartOptions): Promise<Probe>;
  /** Registers the backend and its kernels with tfjs under `name`. */
  start(options: StartOptions): Promise<StartedBackend>;
  /**
   * Compares what it assumes of the libraries below it with what they say.
   *
   * @throws FigmentError `BACKEND_UNAVAILABLE` where that can't be found out here
   */
  selfCheck?(options?: StartOptions): Promise<SelfCheck | undefined>;
}

/** A backend that was started and may be chosen. */
export interface Running {
  readonly provider: BackendProvider;
  readonly started: StartedBackend;
}
