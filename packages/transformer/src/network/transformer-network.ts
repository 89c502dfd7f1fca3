import { emptyCache, allZeros, Embedding, Linear, Module, normalOf, parameter } from '@figment/core/nn';
import { add, mul, reshape, slice, tanh, tidy, zeros } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';
import { FigmentError, type Parameter, type Tensor } from '@figment/core';

import { handleOf } from '../adapters/handle.ts';
import type { Architecture, Tower } from '../architecture/architecture.ts';
import type { DecoderCall, TowerCall, TowerOutput } from './call.ts';
import type { DecodingCache } from './decoding-cache.ts';
import { initialWeights } from './initial-weights.ts';
import { layerCapacity } from './layer-cache.ts';
import { type Normalisation, normOf } from './norm.ts';
import { TransformerTower } from './tower.ts';
import { softCapped } from './weighted-attention.ts';

/** Beyond the numbers of towers' layers. */
const ADAPTERS = 2 ** 31;

/** Any transformer: embeddings, an encoder, a decoder or both, and heads. What it is made from says which. */
export class TransformerNetwork extends Module {
  readonly tokens: Embedding;
  readonly encoder: TransformerTower | undefined;
  readonly decoder: TransformerTower | undefined;
  /** Where logits do not use the token embedding. */
  readonly head: Linear | undefined;
  /** [vocabulary] */
  readonly headBias: Parameter | undefined;
  readonly headTransform: { readonly dense: Linear; readonly norm: Normalisation } | undefined;
  readonly pooler: Linear | undefined;
  readonly nextSentence: Linear | undefined;
  readonly classifier: Linear | undefined;
  /** Of the state of a whole text, for those who are told by it. */
  readonly projection: Linear | undefined;
  readonly architecture: Architecture;

  /** @throws FigmentError `CONFIG_INVALID` */
  constructor(key: Key, architecture: Architecture) {
    super();
    const { vocabulary, encoder, decoder, head, pooler, nextSentence, classes, projection } = architecture;
    const tower = outermost(architecture);
    const { width } = tower;
    const [forTokens, forEncoder, forDecoder, forHead, forTransform, forNorm, forPooler, forSentence, forClasses] = split(key, 9);
    const map = (forMap: Key, out: number, bias = true): Linear => new Linear(forMap, { in: width, out, bias, initialWeight: normalOf(0.02), initialBias: allZeros });
    this.tokens = new Embedding(forTokens, { count: vocabulary, width, initialWeight: initialWeights(tower).embedding });
    this.encoder = encoder && new TransformerTower(forEncoder, encoder);
    this.decoder = decoder && new TransformerTower(forDecoder, decoder);
    this.head = head?.tied === false ? map(forHead, vocabulary, false) : undefined;
    this.headBias = head?.bias === true ? parameter(() => zeros([vocabulary])) : undefined;
    this.headTransform = head === undefined || head.transform === 'none' ? undefined : { dense: map(forTransform, width), norm: normOf(forNorm, width, tower.norm) };
    this.pooler = pooler ? map(forPooler, width) : undefined;
    this.nextSentence = nextSentence ? map(forSentence, 2) : undefined;
    this.classifier = classes > 0 ? map(forClasses, classes) : undefined;
    this.projection = projection > 0 ? map(foldIn(forClasses, 1), projection, false) : undefined;
    this.architecture = architecture;
  }

  /** ids: int32 [B, T], of a text that is seen as a whole. @throws FigmentError `CONFIG_INVALID` without an encoder, `INPUT_INVALID` */
  encode(ids: Tensor, call: TowerCall = {}): TowerOutput {
    return this.#run(this.encoder, 'encoder', ids, call);
  }

  /** ids: int32 [B, T], each position seeing those before it, and an encoder's states. @throws FigmentError `CONFIG_INVALID` without a decoder, `INPUT_INVALID` */
  decode(ids: Tensor, call: DecoderCall = {}): TowerOutput {
    return this.#run(this.decoder, 'decoder', ids, call);
  }

  #run(tower: TransformerTower | undefined, name: string, ids: Tensor, call: DecoderCall): TowerOutput {
    if (tower === undefined) throw new FigmentError('CONFIG_INVALID', `kind must be one with ${name === 'encoder' ? 'an' : 'a'} ${name}, got ${this.architecture.kind}.`);
    // An adapter leaves out parts of its own, of a stream of its own.
    handleOf(this)?.leaveOut(name, call.key && foldIn(call.key, ADAPTERS));
    return tidy(() => tower.forward(this.tokens.forward(ids), call));
  }

  /** hidden: [..., D] -> [..., vocabulary]. @throws FigmentError `CONFIG_INVALID` for a network without a head */
  logits(hidden: Tensor): Tensor {
    const { head } = this.architecture;
    if (head === undefined) throw new FigmentError('CONFIG_INVALID', 'head must be there for logits: this network ends with hidden states.');
    return tidy(() => {
      const transformed = this.headTransform === undefined ? hidden : this.headTransform.norm.forward(this.headTransform.dense.forward(hidden, { activation: head.transform }));
      const scaled = head.scale === 1 ? transformed : mul(transformed, head.scale);
      const logits = this.head?.forward(scaled) ?? this.tokens.attend(scaled);
      return softCapped(this.headBias === undefined ? logits : add(logits, this.headBias), head.softCap);
    });
  }

  /** BERT's state of a whole text: tanh(W h_0 + b). hidden: [B, T, D] -> [B, D]. */
  pooled(hidden: Tensor): Tensor {
    const [batch, , width] = hidden.shape as [number, number, number];
    return tidy(() => {
      const first = reshape(slice(hidden, [0, 0, 0], [batch, 1, width]), [batch, width]);
      return this.pooler === undefined ? first : tanh(this.pooler.forward(first));
    });
  }

  /** A cache for `decode`, owned by the caller; room for `capacity` positions. @throws FigmentError `CONFIG_INVALID` */
  emptyCache({ batch, capacity }: { readonly batch: number; readonly capacity: number }): DecodingCache {
    const tower = this.decoder?.tower;
    if (tower === undefined) throw new FigmentError('CONFIG_INVALID', `kind must be one with a decoder, got ${this.architecture.kind}.`);
    const { layers, keyValueHeads: heads, headWidth } = tower;
    return {
      layers: Array.from({ length: layers }, (_, layer) => emptyCache({ batch, heads, headWidth, capacity: layerCapacity(tower, layer, capacity) })),
      cross: [], contextMask: undefined, length: 0,
    };
  }
}

/** The tower whose states the head reads. */
function outermost({ encoder, decoder, kind }: Architecture): Tower {
  const tower = decoder ?? encoder;
  if (tower === undefined) throw new FigmentError('CONFIG_INVALID', `architecture must have the towers of its kind (${kind}), got none.`);
  return tower;
}
