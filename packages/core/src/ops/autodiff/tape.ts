import { engine, type NamedTensorMap, zeros } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

/** One op on the tape, in the form in which tfjs's engine writes it: its ops and ours share a tape. */
export interface TapeNode {
  readonly id: number;
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  /** What its gradient reads, held for it. */
  readonly saved?: readonly Tensor[] | undefined;
  /** dL/dInput by name, each computed when it is asked for, from dL/dOutput; null where an output leads nowhere. `names` are those wanted. */
  readonly gradient?: ((upstreams: (Tensor | null)[], names?: readonly string[]) => Readonly<Record<string, () => Tensor>>) | undefined;
}

/** What tfjs's engine keeps to itself, and a tape can't do without. */
interface Engine {
  readonly state: {
    activeTape: TapeNode[] | null;
    nextTapeNodeId: number;
    kernelDepth: number;
    readonly gradientDepth: number;
    readonly tensorInfo: WeakMap<object, { readonly backend: Parameters<ReturnType<typeof engine>['incRef']>[1] }>;
  };
  startTape(): void;
  endTape(): void;
  track(tensor: Tensor): Tensor;
  nextTensorId(): number;
}

/** tfjs's engine, with what its types call private. */
export const tapeEngine = (): Engine => engine() as unknown as Engine;

/** Whether what runs now is to be differentiated. */
export function isRecording(): boolean {
  const { state } = engine();
  return state.gradientDepth > 0 && state.kernelDepth === 0;
}

/** Runs f as one op: nothing in it is recorded. */
export function unrecorded<Result>(f: () => Result): Result {
  const { state } = tapeEngine();
  state.kernelDepth++;
  try {
    return f();
  } finally {
    state.kernelDepth--;
  }
}

/** A handle of its own on a tensor's data, which no `tidy` frees. */
export function hold(x: Tensor): Tensor {
  const info = tapeEngine().state.tensorInfo.get(x.dataId);
  if (info === undefined) throw new Error('a tensor that is needed for a gradient was disposed');
  info.backend.incRef(x.dataId);
  const handle = engine().makeTensorFromTensorInfo({ dataId: x.dataId, shape: x.shape, dtype: x.dtype }, info.backend);
  handle.kept = true;
  return handle;
}

/** dL/dInput from dL/dOutput: for each input, or only for those whose places are wanted. */
export type OpGradient = (upstream: Tensor, wanted: readonly number[]) => readonly Tensor[];

/** Writes an op of one output on the tape. `saved` is freed after its gradient; where it holds anything, the first are handles on the inputs. */
export function record(name: string, inputs: readonly Tensor[], output: Tensor, saved: readonly Tensor[], gradient: OpGradient): void {
  const { state } = tapeEngine();
  state.activeTape?.push({
    id: state.nextTapeNodeId++,
    kernelName: name,
    inputs: Object.fromEntries(inputs.map((x, i) => [i, x])),
    outputs: [output],
    saved,
    gradient: ([given], wanted = inputs.map((_, i) => String(i))) => {
      const upstream = given ?? zeros(output.shape);
      linkHandles(inputs, saved);
      const gradients = gradient(upstream, wanted.map(Number));
      // tfjs's own backward pass frees gradients that it has added up: what was given or saved must not come back as one.
      const own = gradients.map((x) => (x === upstream || saved.includes(x) ? x.clone() : x));
      return Object.fromEntries(own.map((x, i) => [own.length === inputs.length ? i : (wanted[i] as string), () => x] as const));
    },
  });
}

/** A gradient that is itself recorded reads the handles on an op's inputs: this tells the tape that they are the inputs. */
export function linkHandles(inputs: readonly Tensor[], handles: readonly Tensor[]): void {
  if (!isRecording()) return;
  for (const [i, x] of inputs.entries()) if (handles[i] !== undefined) record('Identity', [x], handles[i], [], (dy) => [dy]);
}
