import { renamed } from './transformer-names.ts';

/** How `SD3Transformer2DModel` calls our weights. */
export const sd3Names = renamed([
  [/^patches\.projection/, 'pos_embed.proj'],
  [/^positions$/, 'pos_embed.pos_embed'],
  [/^condition\.time\.linear/, 'time_text_embed.timestep_embedder.linear_'],
  [/^condition\.pooled\.linear/, 'time_text_embed.text_embedder.linear_'],
  [/^context\./, 'context_embedder.'],
  [/^blocks\./, 'transformer_blocks.'],
  [/^modulation/, 'norm_out.linear'],
  [/^output/, 'proj_out'],
  [/\.modulation\./, '.norm1.linear.'],
  [/\.textModulation\./, '.norm1_context.linear.'],
  [/\.feedForward\./, '.ff.'],
  [/\.attention\./, '.attn.'],
  [/\.dualAttention\./, '.attn2.'],
  [/\.textFeedForward\./, '.ff_context.'],
  [/\.text(Query|Key|Value)\./, (_, what) => `.add_${what.charAt(0).toLowerCase()}_proj.`],
  [/\.textOutput\./, '.to_add_out.'],
  [/\.text(Query|Key)Norm\./, (_, what) => `.norm_added_${what.charAt(0).toLowerCase()}.`],
  [/\.(query|key)Norm\./, (_, what) => `.norm_${what.charAt(0)}.`],
]);
