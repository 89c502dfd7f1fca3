import { linear } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';

export interface CellOptions {
  readonly in: number;
  readonly width: number;
  readonly bias: boolean;
}

/** What goes from step to step, each [B, width]; the first is the output. */
export type CellState = readonly [hidden: Tensor, ...Tensor[]];

/** One direction of one layer. Its weights hold all gates side by side; what each gate does is up to `step`. */
export abstract class RecurrentCell<State extends CellState> extends Module {
  /** [in, gates * width]. */
  readonly inputWeight: Parameter;
  /** [width, gates * width]. */
  readonly hiddenWeight: Parameter;
  /** [gates * width]. */
  readonly inputBias: Parameter | undefined;
  /** [gates * width]. */
  readonly hiddenBias: Parameter | undefined;

  constructor(key: Key, { in: inputs, width, bias }: CellOptions, gates: number) {
    super();
    const fans = { in: width, out: width }; // torch bounds every weight of a recurrent layer by 1/sqrt(width)
    const [forInput, forHidden, forInputBias, forHiddenBias] = split(key, 4);
    this.inputWeight = parameter(() => torchDefault(forInput, [inputs, gates * width], fans));
    this.hiddenWeight = parameter(() => torchDefault(forHidden, [width, gates * width], fans));
    this.inputBias = bias ? parameter(() => torchDefault(forInputBias, [gates * width], fans)) : undefined;
    this.hiddenBias = bias ? parameter(() => torchDefault(forHiddenBias, [gates * width], fans)) : undefined;
  }

  /** What the inputs of all steps say to the gates, at once. [..., in] -> [..., gates * width] */
  projectInput(x: Tensor): Tensor {
    return linear(x, this.inputWeight, this.inputBias);
  }

  /** [B, width] -> [B, gates * width] */
  protected projectHidden(hidden: Tensor): Tensor {
    return linear(hidden, this.hiddenWeight, this.hiddenBias);
  }

  /** projected: [B, gates * width], of one step. */
  abstract step(projected: Tensor, state: State): State;
}
