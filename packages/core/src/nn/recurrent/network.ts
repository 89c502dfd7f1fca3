import { FigmentError } from '../../errors.ts';
import { type Key, split } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { requireChannels, requireRate, requireSizes } from '../check.ts';
import { Module } from '../module.ts';
import type { CellOptions, CellState, RecurrentCell } from './cell.ts';
import { type Directions, type RecurrentCall, runRecurrence } from './recurrence.ts';

/** Options of {@link Gru} and {@link Lstm}. */
export interface RecurrentOptions {
  /** Channels of x. */
  readonly in: number;
  /** Of the hidden state. */
  readonly width: number;
  /** 1. */
  readonly layers?: number | undefined;
  /** A second set of cells reads from the end; outputs are joined (false). */
  readonly bidirectional?: boolean | undefined;
  /** true. */
  readonly bias?: boolean | undefined;
  /** Between layers, when the call has a key (0). */
  readonly dropout?: number | undefined;
}

/** Layers of recurrent cells, in one direction or two: what GRU and LSTM have in common. */
export abstract class RecurrentNetwork<State extends CellState> extends Module {
  /** Saved as `layers.0.forward.inputWeight`. */
  readonly layers: readonly Directions<RecurrentCell<State>>[];
  readonly in: number;
  readonly width: number;
  readonly dropout: number;
  private readonly name: string;

  constructor(key: Key, name: string, options: RecurrentOptions, makeCell: (key: Key, options: CellOptions) => RecurrentCell<State>) {
    super();
    const { in: inputs, width, layers = 1, bidirectional = false, bias = true, dropout = 0 } = options;
    requireSizes(name, { in: inputs, width, layers });
    requireRate(name, 'dropout', dropout);
    this.name = name;
    this.in = inputs;
    this.width = width;
    this.dropout = dropout;
    this.layers = split(key, layers).map((layerKey, layer) => {
      const cell = { in: layer === 0 ? inputs : bidirectional ? 2 * width : width, width, bias };
      const [forForward, forBackward] = split(layerKey, 2);
      return { forward: makeCell(forForward, cell), ...(bidirectional && { backward: makeCell(forBackward, cell) }) };
    });
  }

  /** x: [B, T, in]; initial: a tensor [layers * directions, B, width] for each part of a cell's state. */
  protected run(x: Tensor, initial: readonly (Tensor | undefined)[], call: RecurrentCall): { output: Tensor; states: Tensor[] } {
    requireChannels(this.name, x, this.in, 3);
    const shape = [this.layers.length * (this.layers[0]?.backward === undefined ? 1 : 2), x.shape[0], this.width];
    for (const part of initial) {
      if (part !== undefined && part.shape.join() !== shape.join()) {
        throw new FigmentError('SHAPE_MISMATCH', `${this.name} takes an initial state [${shape.join(', ')}], got [${part.shape.join(', ')}].`);
      }
    }
    return runRecurrence(this.layers, x, initial, this.width, { ...call, dropoutRate: this.dropout });
  }
}
