import { matMul, pad, slice, sum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { mul } from '../basic/arithmetic.ts';
import { reshape, transpose } from '../basic/shape.ts';
import { type Labels, planEinsum } from './einsum-plan.ts';

/** A tensor with a name for each axis. */
interface Term {
  readonly x: Tensor;
  readonly labels: Labels;
}

/**
 * Sums of products over named axes: `einsum('bhqd,bhkd->bhqk', q, k)`. An axis that is not in the output is summed over; a
 * letter twice in one term takes the diagonal; an ellipsis stands for leading axes that broadcast.
 * Each pair of inputs is one matrix product between transposes; of several the pair with the smallest result goes first.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `SHAPE_MISMATCH`
 */
export function einsum(equation: string, ...inputs: Tensor[]): Tensor {
  const { inputs: labels, output } = planEinsum(equation, inputs.map((x) => x.shape));
  return tidy(() => {
    let terms = inputs.map((x, i) => diagonal({ x, labels: labels[i] as Labels }));
    while (terms.length > 1) {
      const [i, j] = cheapestPair(terms, output);
      const others = terms.filter((_, place) => place !== i && place !== j);
      const needed = new Set([...output, ...others.flatMap((term) => term.labels)]);
      terms = [...others, contract(terms[i] as Term, terms[j] as Term, needed)];
    }
    const result = sumOver(terms[0] as Term, new Set(output));
    return order(result, output).clone();
  });
}

/** A letter that occurs twice: elements whose two places are equal. */
function diagonal({ x, labels }: Term): Term {
  const label = labels.find((name, axis) => labels.indexOf(name) !== axis);
  if (label === undefined) return { x, labels };
  const [first, second] = [labels.indexOf(label), labels.indexOf(label, labels.indexOf(label) + 1)];
  const rest = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const shape = rest.map((axis) => x.shape[axis] as number);
  const n = x.shape[first] as number;
  const size = shape.reduce((a, b) => a * b, 1);
  const squares = reshape(transpose(x, [...rest, first, second]), [size, n * n]);
  // In rows one longer than the square's the diagonal is the first column: [size, n n] -> [size n, n + 1] -> [size n, 1]
  const shifted = reshape(pad(squares, [[0, 0], [0, n]]), [size * n, n + 1]);
  const taken = reshape(slice(shifted, [0, 0], [size * n, 1]), [...shape, n]);
  return diagonal({ x: taken, labels: [...rest.map((axis) => labels[axis] as string), label] });
}

/** Sums away the axes that nobody needs. */
function sumOver({ x, labels }: Term, needed: ReadonlySet<string>): Term {
  const axes = labels.map((_, axis) => axis).filter((axis) => !needed.has(labels[axis] as string));
  return axes.length === 0 ? { x, labels } : { x: sum(x, axes), labels: labels.filter((label) => needed.has(label)) };
}

/** One product over the axes that both have and nobody needs afterwards. */
function contract(a: Term, b: Term, needed: ReadonlySet<string>): Term {
  const [one, other] = dropBroadcasts(a, b);
  const left = sumOver(one, new Set([...needed, ...other.labels]));
  const right = sumOver(other, new Set([...needed, ...one.labels]));
  const isShared = (label: string): boolean => left.labels.includes(label) && right.labels.includes(label);
  const batch = left.labels.filter((label) => isShared(label) && needed.has(label));
  const inner = left.labels.filter((label) => isShared(label) && !needed.has(label));
  const rows = left.labels.filter((label) => !isShared(label));
  const columns = right.labels.filter((label) => !isShared(label));
  const labels = [...batch, ...rows, ...columns];
  const lengths = new Map([...left.labels.map((label, i) => [label, left.x.shape[i]] as const), ...right.labels.map((label, i) => [label, right.x.shape[i]] as const)]);
  const shapeOf = (names: Labels): number[] => names.map((name) => lengths.get(name) as number);
  const sizeOf = (names: Labels): number => shapeOf(names).reduce((product, length) => product * length, 1);
  if (inner.length === 0) {
    const spread = (term: Term, own: Labels, place: (ones: number[]) => number[]): Tensor => reshape(order(term, [...batch, ...own]), [...shapeOf(batch), ...place(shapeOf(own))]);
    const x = mul(
      spread(left, rows, (lengthsOfRows) => [...lengthsOfRows, ...columns.map(() => 1)]),
      spread(right, columns, (lengthsOfColumns) => [...rows.map(() => 1), ...lengthsOfColumns]),
    );
    return { x: reshape(x, shapeOf(labels)), labels };
  }
  const x = matMul(
    reshape(order(left, [...batch, ...rows, ...inner]), [sizeOf(batch), sizeOf(rows), sizeOf(inner)]),
    reshape(order(right, [...batch, ...inner, ...columns]), [sizeOf(batch), sizeOf(inner), sizeOf(columns)]),
  );
  return { x: reshape(x, shapeOf(labels)), labels };
}

/** An axis of length 1 that is longer in the other term is no axis. */
function dropBroadcasts(a: Term, b: Term): [Term, Term] {
  const drop = (term: Term, other: Term): Term => {
    const stays = term.labels.map((label, axis) => {
      const there = other.labels.indexOf(label);
      return there < 0 || term.x.shape[axis] === other.x.shape[there] || term.x.shape[axis] !== 1;
    });
    if (stays.every(Boolean)) return term;
    return { x: reshape(term.x, term.x.shape.filter((_, axis) => stays[axis])), labels: term.labels.filter((_, axis) => stays[axis]) };
  };
  return [drop(a, b), drop(b, a)];
}

function order({ x, labels }: Term, wanted: Labels): Tensor {
  const axes = wanted.map((label) => labels.indexOf(label));
  return axes.every((axis, i) => axis === i) ? x : transpose(x, axes);
}

/** The pair whose product is smallest. */
function cheapestPair(terms: readonly Term[], output: Labels): [number, number] {
  let best: { pair: [number, number]; size: number } = { pair: [0, 1], size: Infinity };
  for (let i = 0; i < terms.length; i++) {
    for (let j = i + 1; j < terms.length; j++) {
      const [a, b] = [terms[i] as Term, terms[j] as Term];
      const needed = new Set([...output, ...terms.filter((_, place) => place !== i && place !== j).flatMap((term) => term.labels)]);
      const lengths = new Map([...a.labels.map((label, axis) => [label, a.x.shape[axis] as number] as const), ...b.labels.map((label, axis) => [label, b.x.shape[axis] as number] as const)]);
      const size = [...lengths].reduce((product, [label, length]) => (needed.has(label) ? product * length : product), 1);
      if (size < best.size) best = { pair: [i, j], size };
    }
  }
  return best.pair;
}
