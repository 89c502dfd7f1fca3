import { gated, quickGelu, split as splitTensor, tidy } from '../ops/index.ts';
import { type Key, split } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireChannels, requireOneOf, requireRate, requireSizes } from './check.ts';
import { dropout } from './dropout.ts';
import type { Initialiser } from './initialisers.ts';
import { Linear } from './linear.ts';
import { Module } from './module.ts';

/** The gated kinds multiply the activated half of a wider map with the other half. */
const kinds = {
  relu: { activation: 'relu', gated: false },
  silu: { activation: 'silu', gated: false },
  gelu: { activation: 'gelu', gated: false },
  geluTanh: { activation: 'geluTanh', gated: false },
  quickGelu: { activation: 'none', gated: false },
  swiglu: { activation: 'silu', gated: true },
  geglu: { activation: 'gelu', gated: true },
  gegluTanh: { activation: 'geluTanh', gated: true },
} as const;

/** The activation, and whether it is gated. */
export type FeedForwardKind = keyof typeof kinds;

/** Options of {@link FeedForward}. */
export interface FeedForwardOptions {
  readonly width: number;
  /** 4 * width. */
  readonly hidden?: number | undefined;
  /** 'gelu'. */
  readonly kind?: FeedForwardKind | undefined;
  /** One matrix for both halves of a gated kind: `up` gives the values, then what gates them (false). */
  readonly joined?: boolean | undefined;
  /** true. */
  readonly bias?: boolean | undefined;
  /** On the hidden layer, when the call has a key (0). */
  readonly dropout?: number | undefined;
  /** Of its weights, where they are not {@link Linear}'s; `up` is also the gate's. */
  readonly initialWeights?: Readonly<Partial<Record<'up' | 'down', Initialiser>>> | undefined;
  /** Of all biases, where it is not {@link Linear}'s. */
  readonly initialBias?: Initialiser | undefined;
}

/**
 * The transformer's second half of a block: down(f(up x)), Vaswani et al. 2017, arXiv:1706.03762, eq. 2; the gated kinds
 * down(f(gate x) * up x), Shazeer 2020, arXiv:2002.05202, eq. 5 and 6.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class FeedForward extends Module {
  /** Of the gated kinds only, unless they are joined. */
  readonly gate: Linear | undefined;
  readonly up: Linear;
  readonly down: Linear;
  readonly kind: FeedForwardKind;
  readonly dropout: number;

  constructor(key: Key, { width, hidden = 4 * width, kind = 'gelu', joined = false, bias = true, dropout = 0, initialWeights = {}, initialBias }: FeedForwardOptions) {
    super();
    requireSizes('FeedForward', { width, hidden });
    requireOneOf('FeedForward', 'kind', kind, Object.keys(kinds) as FeedForwardKind[]);
    requireRate('FeedForward', 'dropout', dropout);
    const [forGate, forUp, forDown] = split(key, 3);
    const widening = { in: width, out: hidden, bias, initialWeight: initialWeights.up, initialBias };
    const isGated = kinds[kind].gated;
    this.gate = isGated && !joined ? new Linear(forGate, widening) : undefined;
    this.up = new Linear(forUp, isGated && joined ? { ...widening, out: 2 * hidden } : widening);
    this.down = new Linear(forDown, { in: hidden, out: width, bias, initialWeight: initialWeights.down, initialBias });
    this.kind = kind;
    this.dropout = dropout;
  }

  /** x: [..., width] -> [..., width], plus `residual` of that shape where given. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor, call: { readonly key?: Key | undefined; readonly residual?: Tensor | undefined } = {}): Tensor {
    const { activation, gated: isGated } = kinds[this.kind];
    requireChannels('FeedForward', x, this.up.weight.shape[0]);
    return tidy(() => {
      const up = this.up.forward(x, isGated ? {} : { activation }); // [..., width] -> [..., hidden]
      const [values, gate] = isGated && this.gate === undefined ? (splitTensor(up, 2, -1) as [Tensor, Tensor]) : [up, this.gate?.forward(x)];
      const ungated = this.kind === 'quickGelu' ? quickGelu(values) : values;
      const hidden = gate === undefined ? ungated : gated(gate, values, activation as 'gelu');
      return this.down.forward(dropout(hidden, this.dropout, call.key), { residual: call.residual }); // -> [..., width]
    });
  }
}
