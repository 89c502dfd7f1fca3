import { add, mul, sigmoid, split, tanh } from '../../ops/index.ts';
import type { Key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { type CellOptions, RecurrentCell } from './cell.ts';
import { RecurrentNetwork, type RecurrentOptions } from './network.ts';
import type { RecurrentCall } from './recurrence.ts';

type State = readonly [hidden: Tensor, cell: Tensor];

/** Gates in torch's order: input, forget, cell, output. */
class LstmCell extends RecurrentCell<State> {
  constructor(key: Key, options: CellOptions) {
    super(key, options, 4);
  }

  step(projected: Tensor, [hidden, cell]: State): State {
    const [input, forget, candidate, output] = split(add(projected, this.projectHidden(hidden)), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
    const next = add(mul(sigmoid(forget), cell), mul(sigmoid(input), tanh(candidate)));
    return [mul(sigmoid(output), tanh(next)), next];
  }
}

/**
 * Each [layers * directions, B, width], the layers' forward and backward states in turn. A type, not an interface, so that `tidy`
 * takes it for a container of tensors.
 */
export type LstmState = {
  readonly hidden: Tensor;
  readonly cell: Tensor;
};

/**
 * Long short-term memory with forget gates. Hochreiter and Schmidhuber 1997; Gers et al. 2000; torch's equations:
 *
 * ```text
 * i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)    f, o alike
 * g = tanh(W_ig x + b_ig + W_hg h + b_hg)
 * c' = f c + i g
 * h' = o tanh(c')
 * ```
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Lstm extends RecurrentNetwork<State> {
  constructor(key: Key, options: RecurrentOptions) {
    super(key, 'Lstm', options, (cellKey, cell) => new LstmCell(cellKey, cell));
  }

  /**
   * x: [B, T, in] -> output [B, T, directions * width] and the last state. Hand a state on as `initial` to go on where it stopped.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` for lengths
   */
  forward(x: Tensor, call: RecurrentCall & { readonly initial?: LstmState | undefined } = {}): { output: Tensor; state: LstmState } {
    const { output, states } = this.run(x, [call.initial?.hidden, call.initial?.cell], call);
    return { output, state: { hidden: states[0]!, cell: states[1]! } };
  }
}
