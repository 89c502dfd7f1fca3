import { readTensor } from '../../backend/in-flight.ts';
import { type DType, isTensor, type Tensor } from '../../tensor.ts';
import { shown } from '../schema/path.ts';
import type { KindRule } from './kind-rule.ts';

/** Rounding may carry a number this far out of its range. */
const SLACK = 1e-4;

/** What all tensors of a kind have in common. */
export interface TensorKind {
  readonly dtype: DType;
  /** Allowed shapes, as text: 'H, W, C' has three axes of any length, 'N, 2' a last axis of 2. */
  readonly shapes: readonly string[];
  readonly least?: number;
  readonly most?: number;
}

/** The rule of a kind whose values are tensors. */
export function tensorKind(kind: TensorKind): KindRule<Tensor> {
  const { dtype, shapes, least, most } = kind;
  const within = least === undefined ? '' : most === undefined ? `, of at least ${least}` : `, in [${least}, ${most}]`;
  return {
    accepts: `${dtype} of shape ${shapes.map((shape) => `[${shape}]`).join(' or ')}${within}`,
    problem(value) {
      if (!isTensor(value)) return shown(value);
      const { dtype: hasDtype, shape, isDisposed } = value;
      if (isDisposed) return 'a tensor that has been freed';
      if (hasDtype === dtype && shapes.some((pattern) => fits(shape, pattern))) return undefined;
      return `${hasDtype} of shape [${shape.join(', ')}]`;
    },
    async numbersProblem(value) {
      for (const [i, number] of (await readTensor(value)).entries()) {
        if (Number.isFinite(number) && number >= (least ?? -Infinity) - SLACK && number <= (most ?? Infinity) + SLACK) continue;
        return `${number} at [${indices(i, value.shape).join(', ')}]`;
      }
      return undefined;
    },
  };
}

function fits(shape: readonly number[], pattern: string): boolean {
  const axes = pattern.split(', ');
  return shape.length === axes.length && axes.every((axis, i) => (/^\d+$/.test(axis) ? shape[i] === Number(axis) : (shape[i] ?? 0) > 0));
}

/** Where the i-th number of a row-major array is. */
function indices(i: number, shape: readonly number[]): readonly number[] {
  let rest = i;
  return [...shape].reverse().map((length) => {
    const index = rest % length;
    rest = Math.floor(rest / length);
    return index;
  }).reverse();
}
