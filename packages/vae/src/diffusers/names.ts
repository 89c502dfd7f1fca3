/** Names of our fields, `downBlocks.0.resnets.1.shortcut.weight`, as diffusers has them: `down_blocks.0.resnets.1.conv_shortcut.weight`. */
export function diffusersName(name: string): string {
  return name.split('.').map((field) => (field === 'shortcut' ? 'conv_shortcut' : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))).join('.');
}

/** Names of attention layers in checkpoints from before diffusers 0.18. */
const FORMER: Readonly<Record<string, string>> = { query: 'to_q', key: 'to_k', value: 'to_v', proj_attn: 'to_out.0' };

/** A name from a file of any version of diffusers, as it is today. */
export function currentName(name: string): string {
  return name.replace(/(attentions\.\d+\.)(query|key|value|proj_attn)\./, (_, attention: string, layer: string) => `${attention}${FORMER[layer]!}.`);
}
