import { describe, expect, it } from 'vitest';

import { diffusersNames } from './names.ts';

describe('names', () => {
  it.each([
    ['encoder.downBlocks.0.resnets.1.shortcut.weight', 'encoder.down_blocks.0.resnets.1.conv_shortcut.weight'],
    ['decoder.midBlock.attentions.0.toOut.0.bias', 'decoder.mid_block.attentions.0.to_out.0.bias'],
    ['encoder.midBlock.attentions.0.groupNorm.weight', 'encoder.mid_block.attentions.0.group_norm.weight'],
    ['decoder.upBlocks.0.upsamplers.0.conv.weight', 'decoder.up_blocks.0.upsamplers.0.conv.weight'],
    ['postQuantConv.weight', 'post_quant_conv.weight'],
    ['quantize.embedding.weight', 'quantize.embedding.weight'],
  ])('%s is %s', (ours, theirs) => { expect(diffusersNames.theirs(ours)).toBe(theirs); });

  it.each([
    ['decoder.mid_block.attentions.0.query.weight', 'decoder.mid_block.attentions.0.to_q.weight'],
    ['decoder.mid_block.attentions.0.proj_attn.bias', 'decoder.mid_block.attentions.0.to_out.0.bias'],
    ['decoder.mid_block.attentions.0.to_k.weight', 'decoder.mid_block.attentions.0.to_k.weight'],
    ['decoder.conv_in.weight', 'decoder.conv_in.weight'],
  ])('%s of an old file is %s', (former, current) => { expect(diffusersNames.current?.(former)).toBe(current); });
});
