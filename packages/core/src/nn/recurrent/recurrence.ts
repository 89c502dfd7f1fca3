import { FigmentError } from '../../errors.ts';
import { add, concat, mul, slice, squeeze, stack, sub, tensor, unstack, zeros } from '../../ops/index.ts';
import { foldIn, type Key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { dropout } from '../dropout.ts';
import type { CellState, RecurrentCell } from './cell.ts';

/** The cells of one layer. */
export interface Directions<Cell> {
  readonly forward: Cell;
  readonly backward?: Cell;
}

/** What a recurrent layer is told besides x and its state. */
export interface RecurrentCall {
  /**
   * How many steps of each row are real, B numbers from 1 to T. As with torch's packed sequences, outputs after a row's end are 0,
   * its state is that of its last real step, and the backward direction begins there.
   */
  readonly lengths?: ArrayLike<number> | undefined;
  /** With a key, dropout acts on the outputs of all layers but the last. */
  readonly key?: Key | undefined;
}

/**
 * x: [B, T, in] through all layers and directions.
 *
 * @param initial One tensor for each part of a cell's state, [layers * directions, B, width], or undefined for zeros.
 * @returns output [B, T, directions * width]; states like `initial`.
 */
export function runRecurrence<State extends CellState>(
  layers: readonly Directions<RecurrentCell<State>>[], x: Tensor, initial: readonly (Tensor | undefined)[], width: number,
  { lengths, key, dropoutRate }: RecurrentCall & { readonly dropoutRate: number },
): { output: Tensor; states: Tensor[] } {
  const [batch, time] = x.shape as [number, number, number];
  const masks = lengths === undefined ? undefined : stepMasks(lengths, batch, time);
  const finals: CellState[] = [];
  let output = x;
  layers.forEach((directions, layer) => {
    if (layer > 0 && key !== undefined) output = dropout(output, dropoutRate, foldIn(key, layer));
    const hidden = [directions.forward, ...(directions.backward === undefined ? [] : [directions.backward])].map((cell, direction) => {
      const start = initial.map((part) => {
        return part === undefined ? zeros([batch, width]) : squeeze(slice(part, [finals.length, 0, 0], [1, batch, width]), [0]);
      }) as unknown as State;
      const { outputs, state } = runCell(cell, output, start, masks, direction === 1);
      finals.push(state);
      return stack(outputs, 1); // T of [B, width] -> [B, T, width]
    });
    output = hidden.length === 1 ? hidden[0]! : concat(hidden, 2); // -> [B, T, directions * width]
  });
  return { output, states: initial.map((_, part) => stack(finals.map((state) => state[part]!), 0)) };
}

function runCell<State extends CellState>(
  cell: RecurrentCell<State>, x: Tensor, initial: State, masks: readonly Tensor[] | undefined, backward: boolean,
): { outputs: Tensor[]; state: State } {
  const projected = unstack(cell.projectInput(x), 1); // [B, T, gates * width] -> T of [B, gates * width]
  const outputs = new Array<Tensor>(projected.length);
  let state = initial;
  for (let i = 0; i < projected.length; i++) {
    const t = backward ? projected.length - 1 - i : i;
    const next = cell.step(projected[t]!, state);
    const mask = masks?.[t];
    state = mask === undefined ? next : (next.map((part, p) => choose(mask, part, state[p]!)) as unknown as State);
    outputs[t] = mask === undefined ? state[0] : mul(state[0], mask);
  }
  return { outputs, state };
}

/** mask: [B, 1] of 0 and 1. Where it is 0, numbers that no real step has made must not reach the state, nor its gradient. */
function choose(mask: Tensor, next: Tensor, previous: Tensor): Tensor {
  return add(mul(next, mask), mul(previous, sub(1, mask)));
}

/** For each step [B, 1]: 1 in rows that are not over yet. Steps that all rows take need no mask. */
function stepMasks(lengths: ArrayLike<number>, batch: number, time: number): Tensor[] {
  const each = Array.from(lengths);
  if (each.length !== batch || each.some((length) => !Number.isSafeInteger(length) || length < 1 || length > time)) {
    throw new FigmentError('INPUT_INVALID', `lengths must be ${batch} whole numbers from 1 to ${time}, got [${each.join(', ')}].`);
  }
  return Array.from({ length: time }, (_, t) => tensor(each.map((length) => (t < length ? 1 : 0)), [batch, 1], 'float32'));
}
