/** How weights are called in files of another library. */
export interface WeightNames {
  /** Theirs by ours: 'downBlocks.0.conv.weight' is 'down_blocks.0.conv.weight'. */
  readonly theirs: (ours: string) => string;
  /** A name from a file of any age as it is today; undefined for what is no weight and is passed over. */
  readonly current?: ((stored: string) => string | undefined) | undefined;
}

/**
 * The rule of names in Python: each field of a path in snake case, but for those of a dictionary.
 *
 * @param fields theirs by ours: { shortcut: 'conv_shortcut' }
 */
export function snakeCaseNames(fields: Readonly<Record<string, string>>, current?: WeightNames['current']): WeightNames {
  const snake = (field: string): string => fields[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { theirs: (ours) => ours.split('.').map(snake).join('.'), current };
}

/** Names of attention layers in checkpoints from before diffusers 0.18. */
const FORMER: Readonly<Record<string, string>> = { query: 'to_q', key: 'to_k', value: 'to_v', proj_attn: 'to_out.0' };

/** A name of an attention layer from a file of any version of diffusers, as it is today. */
export function currentAttentionName(name: string): string {
  return name.replace(/(attentions\.\d+\.)(query|key|value|proj_attn)\./, (_, attention: string, layer: string) => `${attention}${FORMER[layer]!}.`);
}
