import { renamed } from './transformer-names.ts';

/** How diffusers' `DiTTransformer2DModel` calls our weights. Each of its blocks has an embedding of the condition of its own. */
export const ditNames = renamed([
  [/^patches\.projection/, 'pos_embed.proj'],
  [/^conditions\.(\d+)\.time\.linear/, 'transformer_blocks.$1.norm1.emb.timestep_embedder.linear_'],
  [/^conditions\.(\d+)\.labels/, 'transformer_blocks.$1.norm1.emb.class_embedder.embedding_table'],
  [/^blocks\./, 'transformer_blocks.'],
  [/^modulation/, 'proj_out_1'],
  [/^output/, 'proj_out_2'],
  [/\.modulation\./, '.norm1.linear.'],
  [/\.feedForward\./, '.ff.'],
  [/\.attention\./, '.attn1.'],
  [/\.feedForwardNorm\./, '.norm3.'],
]);
