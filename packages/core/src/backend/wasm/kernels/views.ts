import type { WasmRuntime } from '../runtime.ts';

/** One axis of a copy. Steps are in elements, from one place of the axis to the next; 0 repeats, negative ones go back. */
export interface ViewAxis {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

const [rows, turned, strided, stridedBytes] = [0, 1, 2, 3];

/** Elements from one place of each axis to the next, of a contiguous tensor. */
export function stepsOf(shape: readonly number[]): number[] {
  const steps = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) steps[axis] = (steps[axis + 1] as number) * (shape[axis + 1] as number);
  return steps;
}

/** Copies elements of 4 bytes, or of one, from one view of memory to another; addresses are those of the first element. */
export function copyView(runtime: WasmRuntime, bytes: number, from: number, to: number, axes: readonly ViewAxis[]): void {
  if (axes.some(({ length }) => length === 0)) return;
  const { kind, ordered } = bytes === 1 ? { kind: stridedBytes, ordered: merged(axes) } : ordering(merged(axes));
  const at = runtime.scratch(16 * ordered.length);
  const fields = runtime.ints(at, 3 * ordered.length);
  ordered.forEach((axis, i) => { fields.set([axis.length, bytes * axis.from, bytes * axis.to], 3 * i); });
  runtime.kernels.copyView(kind, from, to, ordered.length, at, at + 12 * ordered.length);
}

/** Without axes of length 1, and with neighbours that both sides go through as one joined. At least one. */
function merged(axes: readonly ViewAxis[]): ViewAxis[] {
  const kept: ViewAxis[] = [];
  for (const axis of axes) {
    if (axis.length === 1) continue;
    const outer = kept.at(-1);
    if (outer?.from === axis.from * axis.length && outer.to === axis.to * axis.length) kept[kept.length - 1] = { ...axis, length: outer.length * axis.length };
    else kept.push(axis);
  }
  return kept.length === 0 ? [{ length: 1, from: 1, to: 1 }] : kept;
}

/** The axis along which the target is contiguous comes last; before it, if it is another one, that of the source. */
function ordering(axes: readonly ViewAxis[]): { kind: number; ordered: readonly ViewAxis[] } {
  const last = axes.find(({ to }) => to === 1) ?? axes.at(-1)!;
  const others = axes.filter((axis) => axis !== last);
  if (last.to === 1 && last.from === 1) return { kind: rows, ordered: [...others, last] };
  const along = others.find(({ from }) => from === 1);
  if (last.to !== 1 || along === undefined) return { kind: strided, ordered: [...others, last] };
  return { kind: turned, ordered: [...others.filter((axis) => axis !== along), along, last] };
}
