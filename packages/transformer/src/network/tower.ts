import { dropout, Embedding, type KeyValueCache, LearnedPositions, Module, normalOf } from '@figment/core/nn';
import { add, cast, embedding, mul, reshape, slice, sum } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';
import { addPositions } from './absolute-positions.ts';
import type { KeysAndValues } from './attention.ts';
import { Block, type BlockOutput } from './block.ts';
import type { DecoderCall, TowerOutput } from './call.ts';
import { type DecodingCache, mapCross } from './decoding-cache.ts';
import { initialWeights } from './initial-weights.ts';
import { balanceLoss, type Routing } from './mixture-of-experts.ts';
import { type Normalisation, normOf } from './norm.ts';
import { RelativePositions } from './relative-positions.ts';
import { rotationOf } from './rotary-positions.ts';
import { asKeyMask, type Sight, sightOfCache, sightWithin } from './sight.ts';
import { runBlock } from './run-block.ts';

/** An encoder or a decoder: embeddings with positions, blocks, a last norm. */
export class TransformerTower extends Module {
  readonly positions: LearnedPositions | undefined;
  readonly tokenTypes: Embedding | undefined;
  readonly embeddingNorm: Normalisation | undefined;
  readonly relativeBias: RelativePositions | undefined;
  readonly blocks: readonly Block[];
  readonly norm: Normalisation | undefined;
  readonly tower: Tower;

  constructor(key: Key, tower: Tower) {
    super();
    const [forPositions, forTypes, forEmbeddingNorm, forBias, forBlocks, forNorm] = split(key, 6);
    const { width, context, embedding: { positions, positionOffset, tokenTypes, norm } } = tower;
    const initial = initialWeights(tower);
    this.positions = positions === 'learned' ? new LearnedPositions(forPositions, { context: context + positionOffset, width }) : undefined;
    this.tokenTypes = tokenTypes > 0 ? new Embedding(forTypes, { count: tokenTypes, width, initialWeight: normalOf(0.02) }) : undefined;
    this.embeddingNorm = norm ? normOf(forEmbeddingNorm, width, tower.norm) : undefined;
    this.relativeBias = tower.relativeBias === undefined ? undefined : new RelativePositions(forBias, tower.relativeBias, tower);
    this.blocks = split(forBlocks, tower.layers).map((forBlock) => new Block(forBlock, tower, initial));
    this.norm = tower.finalNorm ? normOf(forNorm, width, tower.norm) : undefined;
    this.tower = tower;
  }

  /** tokens: [B, T, D], the embeddings of the ids. */
  forward(tokens: Tensor, call: DecoderCall): TowerOutput {
    const [batch, time] = tokens.shape as [number, number];
    const { cache, mask, key, attentions: wantsWeights = false } = call;
    const { attention: { local }, feedForward: { experts } } = this.tower;
    const from = cache?.length ?? 0;
    const counted = experts === undefined || mask === undefined ? undefined : cast(reshape(slice(mask, [0, (mask.shape[1] as number) - time], [batch, time]), [-1]), 'float32');
    const kinds = [false, true].map((isLocal) => lazy(() => ({ sight: this.#sight(isLocal, time, call), rotation: rotationOf(this.tower, isLocal, { from, time }) })));
    const context = this.#context(call);

    let x = this.#embed(tokens, call, from);
    const states = [x];
    const outputs = this.blocks.map((block, i): BlockOutput => {
      const output = runBlock(block, x, {
        ...(kinds[Number(local[i])] as () => { sight: Sight; rotation: ReturnType<typeof rotationOf> })(),
        cache: cache?.layers[i], context: context.of(i), contextMask: context.mask, counted, wantsWeights,
        key: key === undefined ? undefined : foldIn(key, i),
      }, this.tower.recompute);
      x = output.x;
      states.push(x);
      return output;
    });
    x = this.norm?.forward(x) ?? x;
    states[states.length - 1] = x;
    return {
      hidden: x,
      ...(call.hiddenStates === true && { hiddenStates: states }),
      ...(wantsWeights && { attentions: outputs.map(({ weights }) => weights as Tensor) }),
      ...(wantsWeights && context.of(0) !== undefined && { crossAttentions: outputs.map(({ crossWeights }) => crossWeights as Tensor) }),
      ...(experts !== undefined && { balanceLoss: balanceLoss(outputs.map(({ routing }) => routing as Routing), experts, counted === undefined ? batch * time : sum(counted)) }),
      ...(cache !== undefined && { cache: nextCache(cache, outputs, call.contextMask, time) }),
    };
  }

  #embed(tokens: Tensor, { positions, tokenTypes, key }: DecoderCall, from: number): Tensor {
    const { scale } = this.tower.embedding;
    let x = addPositions(scale === 1 ? tokens : mul(tokens, scale), this.tower, this.positions, { from, positions });
    if (this.tokenTypes !== undefined) {
      const { weight } = this.tokenTypes;
      x = add(x, tokenTypes === undefined ? slice(weight, [0, 0], [1, -1]) : embedding(weight, tokenTypes));
    }
    return dropout(this.embeddingNorm?.forward(x) ?? x, this.tower.dropout, key === undefined ? undefined : foldIn(key, this.blocks.length));
  }

  #sight(isLocal: boolean, time: number, { mask, segments, cache }: DecoderCall): Sight {
    const call = { time, mask, segments, relativeBias: this.relativeBias };
    if (cache === undefined) return sightWithin(this.tower, isLocal, call);
    const { keys, length } = cache.layers[this.tower.attention.local.indexOf(isLocal)] as KeyValueCache;
    return sightOfCache(this.tower, isLocal, { length, capacity: keys.shape[2] as number }, call);
  }

  /** What each layer attends across to: an encoder's states, or what the cache has of them. */
  #context({ context, contextMask, cache }: DecoderCall): { of: (layer: number) => Tensor | KeysAndValues | undefined; mask: Tensor | undefined } {
    const mask = context === undefined ? cache?.contextMask : contextMask;
    return { of: (layer) => context ?? cache?.cross[layer], mask: mask === undefined ? undefined : asKeyMask(mask) };
  }
}

function nextCache(cache: DecodingCache, outputs: readonly BlockOutput[], contextMask: Tensor | undefined, time: number): DecodingCache {
  const clone = (x: Tensor): Tensor => x.clone();
  const cross = outputs.flatMap((output) => output.cross ?? []);
  return {
    layers: outputs.map((output) => output.cache as KeyValueCache),
    ...mapCross({ ...cache, cross, contextMask: cache.contextMask ?? contextMask }, clone),
    length: cache.length + time,
  };
}

function lazy<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
