import { Linear, MultiHeadAttention, RmsNorm } from '@figment/core/nn';
import { attention, concat, split as splitAt, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Options of {@link JointAttention}. */
export interface JointAttentionOptions {
  readonly width: number;
  readonly heads: number;
  /** Norms of queries and keys, over the channels of each head (none). */
  readonly queryKeyNorm?: 'rms' | undefined;
  /** The text's stream: none, one that ends here, or one that goes on. */
  readonly text: 'none' | 'read' | 'written';
}

const EPSILON = 1e-6;

/**
 * Patches and text attend to both, each by maps of its own. Esser et al. 2024, arXiv:2403.03206, section 4 and figure 2; norms of
 * queries and keys: Henry et al. 2020, arXiv:2010.04245. Without a text it is plain attention.
 */
export class JointAttention extends MultiHeadAttention {
  readonly queryNorm: RmsNorm | undefined;
  readonly keyNorm: RmsNorm | undefined;
  readonly textQuery: Linear | undefined;
  readonly textKey: Linear | undefined;
  readonly textValue: Linear | undefined;
  readonly textOutput: Linear | undefined;
  readonly textQueryNorm: RmsNorm | undefined;
  readonly textKeyNorm: RmsNorm | undefined;

  constructor(key: Key, { width, heads, queryKeyNorm, text }: JointAttentionOptions) {
    const [forPatches, forQuery, forKey, forValue, forOutput] = split(key, 5);
    super(forPatches, { width, heads });
    const norm = (isThere: boolean): RmsNorm | undefined => (isThere && queryKeyNorm === 'rms' ? new RmsNorm(forPatches, { width: width / heads, epsilon: EPSILON }) : undefined);
    const map = (key: Key, isThere: boolean): Linear | undefined => (isThere ? new Linear(key, { in: width, out: width }) : undefined);
    const isRead = text !== 'none';
    this.queryNorm = norm(true);
    this.keyNorm = norm(true);
    this.textQuery = map(forQuery, isRead);
    this.textKey = map(forKey, isRead);
    this.textValue = map(forValue, isRead);
    this.textOutput = map(forOutput, text === 'written');
    this.textQueryNorm = norm(isRead);
    this.textKeyNorm = norm(isRead);
  }

  /**
   * patches: [B, T, D], text: [B, S, D] -> what both saw, of the same shapes; of a text that is not written on, nothing.
   *
   * @param mask bool [B, 1, 1, T + S].
   */
  attend(patches: Tensor, text: Tensor | undefined, mask: Tensor | undefined): { patches: Tensor; text: Tensor | undefined } {
    return tidy(() => {
      const ofPatches = [normed(this.queriesOf(patches), this.queryNorm), normed(this.keysOf(patches), this.keyNorm), this.valuesOf(patches)];
      if (text === undefined) return { patches: this.merge(attention(...(ofPatches as Three))), text: undefined };
      const ofText = [
        normed(this.inHeads(this.textQuery!.forward(text), this.heads), this.textQueryNorm),
        normed(this.inHeads(this.textKey!.forward(text), this.heads), this.textKeyNorm),
        this.inHeads(this.textValue!.forward(text), this.heads),
      ];
      const seen = attention(...(ofPatches.map((part, i) => concat([part, ofText[i]!], 2)) as Three), { mask }); // [B, H, T + S, D / H]
      const [ofPicture, ofWords] = splitAt(seen, [patches.shape[1]!, text.shape[1]!], 2) as [Tensor, Tensor];
      return { patches: this.merge(ofPicture), text: this.textOutput === undefined ? undefined : this.merge(ofWords, undefined, this.textOutput) };
    });
  }
}

type Three = [queries: Tensor, keys: Tensor, values: Tensor];

const normed = (x: Tensor, norm: RmsNorm | undefined): Tensor => norm?.forward(x) ?? x;
