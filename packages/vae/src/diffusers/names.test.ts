import { describe, expect, it } from 'vitest';

import { fromTorch, layoutOf, toTorch, torchShape } from './layout.ts';
import { currentName, diffusersName } from './names.ts';

describe('names', () => {
  it.each([
    ['encoder.downBlocks.0.resnets.1.shortcut.weight', 'encoder.down_blocks.0.resnets.1.conv_shortcut.weight'],
    ['decoder.midBlock.attentions.0.toOut.0.bias', 'decoder.mid_block.attentions.0.to_out.0.bias'],
    ['encoder.midBlock.attentions.0.groupNorm.weight', 'encoder.mid_block.attentions.0.group_norm.weight'],
    ['decoder.upBlocks.0.upsamplers.0.conv.weight', 'decoder.up_blocks.0.upsamplers.0.conv.weight'],
    ['postQuantConv.weight', 'post_quant_conv.weight'],
    ['quantize.embedding.weight', 'quantize.embedding.weight'],
  ])('%s is %s', (ours, theirs) => { expect(diffusersName(ours)).toBe(theirs); });

  it.each([
    ['decoder.mid_block.attentions.0.query.weight', 'decoder.mid_block.attentions.0.to_q.weight'],
    ['decoder.mid_block.attentions.0.proj_attn.bias', 'decoder.mid_block.attentions.0.to_out.0.bias'],
    ['decoder.mid_block.attentions.0.to_k.weight', 'decoder.mid_block.attentions.0.to_k.weight'],
    ['decoder.conv_in.weight', 'decoder.conv_in.weight'],
  ])('%s of an old file is %s', (former, current) => { expect(currentName(former)).toBe(current); });
});

describe('layouts', () => {
  it('a matrix is transposed', () => {
    expect(toTorch({ data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }, 'matrix')).toEqual({ data: Float32Array.of(1, 4, 2, 5, 3, 6), shape: [3, 2] });
  });

  it('a kernel [h, w, in, out] becomes [out, in, h, w]', () => {
    // value = 1000 h + 100 w + 10 in + out
    const shape = [2, 3, 2, 4];
    const data = new Float32Array(48).map((_, i) => 1000 * Math.floor(i / 24) + 100 * (Math.floor(i / 8) % 3) + 10 * (Math.floor(i / 4) % 2) + (i % 4));
    const torch = toTorch({ data, shape }, 'kernel');
    expect(torch.shape).toEqual([4, 2, 2, 3]);
    // out 3, in 1, h 0, w 2 of [4, 2, 2, 3]
    expect(torch.data[((3 * 2 + 1) * 2 + 0) * 3 + 2]).toBe(213);
    expect(fromTorch(torch, 'kernel')).toEqual({ data, shape });
  });

  it('knows which parameter lies how', () => {
    expect(layoutOf('conv.weight', [3, 3, 4, 8])).toBe('kernel');
    expect(layoutOf('to_q.weight', [4, 8])).toBe('matrix');
    expect(layoutOf('quantize.embedding.weight', [16, 3])).toBe('same');
    expect(layoutOf('conv.bias', [8])).toBe('same');
    expect(torchShape([3, 3, 4, 8], 'kernel')).toEqual([8, 4, 3, 3]);
  });
});
