import { FeedForward, glorotUniform, type Linear, Module } from '@figment/core/nn';
import { add, mul, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { adaptiveNorm, modulationOf, zeroModulation } from '../dit/modulation.ts';
import { JointAttention, type JointAttentionOptions } from './joint-attention.ts';

/** Options of {@link MmditBlock}. */
export interface MmditBlockOptions extends Omit<JointAttentionOptions, 'text'> {
  /** Patches also attend to patches alone, by a second layer, as in Stable Diffusion 3.5 medium. */
  readonly dual: boolean;
  /** The last block reads the text, and leaves it. */
  readonly last: boolean;
}

/** What a block passes on: patches [B, T, D], text [B, S, D] unless it was the last. (A type, so that `tidy` takes it for a container of tensors.) */
export type Streams = { readonly patches: Tensor; readonly text: Tensor | undefined };

/** What a block is told besides. */
export interface MmditBlockCall {
  /** silu of the condition, [B, D]. */
  readonly activated: Tensor;
  /** bool [B, 1, 1, T + S] */
  readonly mask?: Tensor | undefined;
}

/** A block of two streams that meet in attention alone. Esser et al. 2024, arXiv:2403.03206, figure 2b. */
export class MmditBlock extends Module {
  readonly modulation: Linear;
  readonly textModulation: Linear;
  readonly attention: JointAttention;
  readonly dualAttention: JointAttention | undefined;
  readonly feedForward: FeedForward;
  readonly textFeedForward: FeedForward | undefined;

  constructor(key: Key, { width, heads, queryKeyNorm, dual, last }: MmditBlockOptions) {
    super();
    const [forModulation, forTextModulation, forAttention, forDual, forFeedForward, forTextFeedForward] = split(key, 6);
    this.modulation = zeroModulation(forModulation, width, dual ? 9 : 6);
    this.textModulation = zeroModulation(forTextModulation, width, last ? 2 : 6);
    this.attention = new JointAttention(forAttention, { width, heads, queryKeyNorm, text: last ? 'read' : 'written' });
    this.dualAttention = dual ? new JointAttention(forDual, { width, heads, queryKeyNorm, text: 'none' }) : undefined;
    const feedForward = (key: Key): FeedForward => new FeedForward(key, { width, kind: 'geluTanh', initialWeights: { up: glorotUniform(), down: glorotUniform() } });
    this.feedForward = feedForward(forFeedForward);
    this.textFeedForward = last ? undefined : feedForward(forTextFeedForward);
  }

  /** Both streams, one block further; the text is left by the last. */
  forward({ patches, text }: { readonly patches: Tensor; readonly text: Tensor }, { activated, mask }: MmditBlockCall): Streams {
    return tidy(() => {
      const [shift, scale, gate, feedShift, feedScale, feedGate, ...dual] = modulationOf(this.modulation, activated) as Modulation;
      // The last block's norm of the text, diffusers' AdaLayerNormContinuous, has its scale first.
      const ofText = modulationOf(this.textModulation, activated) as Modulation;
      const [textShift, textScale] = this.textFeedForward === undefined ? [ofText[1], ofText[0]] : ofText;
      const seen = this.attention.attend(adaptiveNorm(patches, shift, scale), adaptiveNorm(text, textShift, textScale), mask);
      let picture = add(patches, mul(gate, seen.patches));
      if (this.dualAttention !== undefined) {
        const [dualShift, dualScale, dualGate] = dual as [Tensor, Tensor, Tensor];
        picture = add(picture, mul(dualGate, this.dualAttention.attend(adaptiveNorm(patches, dualShift, dualScale), undefined, undefined).patches));
      }
      picture = fed(picture, this.feedForward, feedShift, feedScale, feedGate);
      if (this.textFeedForward === undefined) return { patches: picture, text: undefined };
      const written = add(text, mul(ofText[2], seen.text!));
      return { patches: picture, text: fed(written, this.textFeedForward, ofText[3], ofText[4], ofText[5]) };
    });
  }
}

type Modulation = [shift: Tensor, scale: Tensor, gate: Tensor, feedShift: Tensor, feedScale: Tensor, feedGate: Tensor, ...dual: Tensor[]];

/** x + gate feedForward(norm(x)) */
function fed(x: Tensor, layer: FeedForward, shift: Tensor, scale: Tensor, gate: Tensor): Tensor {
  return add(x, mul(gate, layer.forward(adaptiveNorm(x, shift, scale))));
}
