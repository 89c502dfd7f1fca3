import { add, mul, sigmoid, split, sub, tanh } from '../../ops/index.ts';
import type { Key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { type CellOptions, RecurrentCell } from './cell.ts';
import { RecurrentNetwork, type RecurrentOptions } from './network.ts';
import type { RecurrentCall } from './recurrence.ts';

type State = readonly [hidden: Tensor];

/** Gates in torch's order: reset, update, new. */
class GruCell extends RecurrentCell<State> {
  constructor(key: Key, options: CellOptions) {
    super(key, options, 3);
  }

  step(projected: Tensor, [hidden]: State): State {
    const [inputReset, inputUpdate, inputNew] = split(projected, 3, 1) as [Tensor, Tensor, Tensor];
    const [hiddenReset, hiddenUpdate, hiddenNew] = split(this.projectHidden(hidden), 3, 1) as [Tensor, Tensor, Tensor];
    const reset = sigmoid(add(inputReset, hiddenReset));
    const update = sigmoid(add(inputUpdate, hiddenUpdate));
    const candidate = tanh(add(inputNew, mul(reset, hiddenNew)));
    return [add(candidate, mul(update, sub(hidden, candidate)))]; // (1 - z) n + z h
  }
}

/**
 * Gated recurrent units. Cho et al. 2014, arXiv:1406.1078, in the form of cuDNN and torch, where the reset gate acts after the
 * matrix product and its bias:
 *
 * ```text
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r (W_hn h + b_hn))
 * h' = (1 - z) n + z h
 * ```
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Gru extends RecurrentNetwork<State> {
  constructor(key: Key, options: RecurrentOptions) {
    super(key, 'Gru', options, (cellKey, cell) => new GruCell(cellKey, cell));
  }

  /**
   * x: [B, T, in] -> output [B, T, directions * width], state [layers * directions, B, width], the layers' forward and backward
   * states in turn. Hand a state on as `initial` to go on where it stopped.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` for lengths
   */
  forward(x: Tensor, call: RecurrentCall & { readonly initial?: Tensor | undefined } = {}): { output: Tensor; state: Tensor } {
    const { output, states } = this.run(x, [call.initial], call);
    return { output, state: states[0]! };
  }
}
