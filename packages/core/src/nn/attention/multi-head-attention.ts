import { attention, reshape, rotaryEmbedding, tidy, transpose } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { requireChannels, requireMultiple, requireSizes } from '../check.ts';
import type { Initialiser } from '../initialisers.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';
import { attendToCache } from './attend-to-cache.ts';
import { appendToCache, emptyCache, type KeyValueCache } from './key-value-cache.ts';
import { requireRotary, type RotarySettings } from './rotary-settings.ts';

/** Options of {@link MultiHeadAttention}. */
export interface MultiHeadAttentionOptions {
  readonly width: number;
  /** Of queries. */
  readonly heads: number;
  /** Fewer heads of keys and values, each shared by heads / keyValueHeads of queries (heads). */
  readonly keyValueHeads?: number | undefined;
  /** width / heads. */
  readonly headWidth?: number | undefined;
  /** Channels of what is attended to, where it is not x (width). */
  readonly contextWidth?: number | undefined;
  /** Each position sees itself and those before it (false). */
  readonly causal?: boolean | undefined;
  /** Of queries, keys and values (true). */
  readonly bias?: boolean | undefined;
  /** As `bias`. */
  readonly outputBias?: boolean | undefined;
  /** Rotates queries and keys by their positions; not by default. */
  readonly rotary?: RotarySettings | undefined;
  /** Of the four weights, where they are not {@link Linear}'s. */
  readonly initialWeights?: Readonly<Partial<Record<'query' | 'key' | 'value' | 'output', Initialiser>>> | undefined;
  /** Of all biases, where it is not {@link Linear}'s. */
  readonly initialBias?: Initialiser | undefined;
}

/** What attention is told besides x. */
export interface AttentionCall {
  /**
   * Which positions may be seen: bool, 1 = seen, or float32, added to the scores. Broadcast to [B, heads, Tq, Tk]; Tk is the cache's
   * capacity where there is a cache.
   */
  readonly mask?: Tensor | undefined;
  /** Of x, for rotary embeddings: T numbers. By default they count from 0, or from where the cache ends. */
  readonly positions?: ArrayLike<number> | undefined;
  /** Added to the output: of its shape. */
  readonly residual?: Tensor | undefined;
}

/**
 * softmax(q k^T / sqrt(headWidth)) v in several heads. Vaswani et al. 2017, arXiv:1706.03762, eq. 1 and section 3.2.2; grouped queries:
 * Ainslie et al. 2023, arXiv:2305.13245.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class MultiHeadAttention extends Module {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly causal: boolean;
  readonly rotary: RotarySettings | undefined;

  constructor(key: Key, options: MultiHeadAttentionOptions) {
    super();
    const { width, heads, keyValueHeads = heads, contextWidth = width, causal = false, bias = true, outputBias = bias, initialWeights = {}, initialBias } = options;
    requireSizes('MultiHeadAttention', { width, heads, keyValueHeads, contextWidth });
    if (options.headWidth === undefined) requireMultiple('MultiHeadAttention', ['width', width], ['heads', heads]);
    const headWidth = options.headWidth ?? width / heads;
    requireSizes('MultiHeadAttention', { headWidth });
    requireMultiple('MultiHeadAttention', ['heads', heads], ['keyValueHeads', keyValueHeads]);
    if (options.rotary !== undefined) requireRotary('MultiHeadAttention', options.rotary, headWidth);
    const [forQuery, forKey, forValue, forOutput] = split(key, 4);
    this.query = new Linear(forQuery, { in: width, out: heads * headWidth, bias, initialWeight: initialWeights.query, initialBias });
    this.key = new Linear(forKey, { in: contextWidth, out: keyValueHeads * headWidth, bias, initialWeight: initialWeights.key, initialBias });
    this.value = new Linear(forValue, { in: contextWidth, out: keyValueHeads * headWidth, bias, initialWeight: initialWeights.value, initialBias });
    this.output = new Linear(forOutput, { in: heads * headWidth, out: width, bias: outputBias, initialWeight: initialWeights.output, initialBias });
    this.heads = heads;
    this.keyValueHeads = keyValueHeads;
    this.headWidth = headWidth;
    this.causal = causal;
    this.rotary = options.rotary;
  }

  /**
   * x: [B, Tq, width] -> [B, Tq, width]. Attends to x itself, or to `context`, [B, Tk, contextWidth].
   *
   * @throws FigmentError `SHAPE_MISMATCH`
   */
  forward(x: Tensor, { context = x, mask, positions, residual }: AttentionCall & { readonly context?: Tensor | undefined } = {}): Tensor {
    return tidy(() => {
      const { queries, keys, values } = this.project(x, context, positions ?? 0);
      return this.merge(attention(queries, keys, values, { causal: this.causal, mask }), residual);
    });
  }

  /** A cache for {@link step}, owned by the caller. @throws FigmentError `CONFIG_INVALID` */
  emptyCache(sizes: { readonly batch: number; readonly capacity: number }): KeyValueCache {
    return emptyCache({ ...sizes, heads: this.keyValueHeads, headWidth: this.headWidth });
  }

  /**
   * x: [B, T, width], the positions that follow those in the cache -> output [B, T, width], as {@link forward} of all positions has
   * it in its last T rows, and the next cache. Both caches belong to the caller.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, also when the cache has no room left.
   */
  step(x: Tensor, cache: KeyValueCache, { mask, positions, residual }: AttentionCall = {}): { output: Tensor; cache: KeyValueCache } {
    return tidy(() => {
      const { queries, keys, values } = this.project(x, x, positions ?? cache.length);
      const next = appendToCache(cache, keys, values);
      return { output: this.merge(attendToCache(queries, next, { causal: this.causal, mask }), residual), cache: next };
    });
  }

  private project(x: Tensor, context: Tensor, positions: number | ArrayLike<number>): { queries: Tensor; keys: Tensor; values: Tensor } {
    requireChannels('MultiHeadAttention', x, this.query.weight.shape[0], 3);
    requireChannels('MultiHeadAttention', context, this.key.weight.shape[0], 3);
    const [queries, keys, values] = [this.queriesOf(x), this.keysOf(context), this.valuesOf(context)];
    if (this.rotary === undefined) return { queries, keys, values };
    const rotate = (x: Tensor): Tensor => rotaryEmbedding(x, { ...this.rotary, positions });
    return { queries: rotate(queries), keys: rotate(keys), values };
  }

  /** x: [B, Tq, width] -> [B, H, Tq, D], not rotated. */
  protected queriesOf(x: Tensor): Tensor {
    return this.inHeads(this.query.forward(x), this.heads);
  }

  /** context: [B, Tk, contextWidth] -> [B, Hkv, Tk, D], not rotated. */
  protected keysOf(context: Tensor): Tensor {
    return this.inHeads(this.key.forward(context), this.keyValueHeads);
  }

  /** context: [B, Tk, contextWidth] -> [B, Hkv, Tk, D] */
  protected valuesOf(context: Tensor): Tensor {
    return this.inHeads(this.value.forward(context), this.keyValueHeads);
  }

  /** [B, T, H D] -> [B, H, T, D] */
  protected inHeads(x: Tensor, heads: number): Tensor {
    const [batch = 0, time = 0] = x.shape;
    if (time === 1) return reshape(x, [batch, heads, 1, this.headWidth]);
    return transpose(reshape(x, [batch, time, heads, this.headWidth]), [0, 2, 1, 3]); // [B, T, H, D] -> [B, H, T, D]
  }

  /** What the heads saw, [B, H, T, D] -> [B, T, width], plus `residual`. */
  protected merge(x: Tensor, residual?: Tensor, output = this.output): Tensor {
    const [batch, heads, time, width] = x.shape as [number, number, number, number];
    const merged = reshape(time === 1 ? x : transpose(x, [0, 2, 1, 3]), [batch, time, heads * width]); // [B, H, T, D] -> [B, T, H D]
    return output.forward(merged, { residual });
  }
}
