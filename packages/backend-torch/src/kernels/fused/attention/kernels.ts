import { type FusedKernels, input, type KernelCall, type Kernels } from '@figment/core/backend';

import { fusedRows } from '../../../rows/fused.ts';
import { sizeOf } from '../../../tensors/strides.ts';
import type { Torch } from '../../../tensors/torch.ts';
import type { TorchBackend } from '../../../torch-backend.ts';
import { given } from '../given.ts';
import { withRemembered } from '../outputs.ts';
import { additiveMask } from './additive-mask.ts';
import { composedAttention } from './composed.ts';
import { efficientAttention } from './efficient.ts';
import { flashAttention } from './flash.ts';
import { type HeadSharing, headSharing } from './heads.ts';
import type { AttentionMethod, AttentionOperands, AttentionSizes } from './method.ts';

type Attributes = FusedKernels['FigmentAttention']['attrs'];

/** Scaled dot-product attention, blockwise where torch has kernels for it: see the contract in `@figment/core/backend`. */
export function attentionKernels(torch: Torch): Kernels<TorchBackend> {
  const composed = composedAttention(torch);
  const blockwise = blockwiseMethod(torch);
  const asBias = additiveMask(torch);
  const sharingOf = headSharing(torch);

  const prepare = (call: KernelCall<TorchBackend>): { method: AttentionMethod; operands: AttentionOperands; sharing: HeadSharing } => {
    const { causal, scale, positions } = call.attrs as unknown as Attributes;
    const [q, k, v, mask] = [input(call, 'q'), input(call, 'k'), input(call, 'v'), given(call, 'mask')];
    const [first, keys] = positions ?? [0, k.shape[2]!];
    const sharing = sharingOf(q, k, !causal && (mask === undefined || (mask.shape.at(-3) ?? 1) === 1));
    const { heads, queries } = sharing;
    const sizes = { batch: q.shape[0]!, heads, queries, keys, width: q.shape[3]!, valueWidth: v.shape[3]! };
    const operands = { q: sharing.ofQueries(q), k: sharing.ofKeys(k, first, keys), v: sharing.ofKeys(v, first, keys), bias: mask === undefined ? null : asBias(mask), causal, scale, sizes };
    return { method: blockwise?.takes(sizes) === true ? blockwise.method : composed, operands, sharing };
  };
  return {
    FigmentAttention: (call) => {
      const { method, operands, sharing } = prepare(call);
      const { y, logSumExp } = method.forward(operands);
      const rows = input(call, 'q').shape.slice(0, 3); // [B, H, Tq]
      const shape = [...rows, operands.sizes.valueWidth];
      return withRemembered(call, torch.output(sharing.toQueries(y, shape), shape, 'float32'), () => [torch.output(sharing.toQueries(logSumExp, rows), rows, 'float32')]);
    },
    FigmentAttentionGrad: (call) => {
      const { method, operands, sharing } = prepare(call);
      const result = { logSumExp: sharing.ofRows(input(call, 'saved0')), y: sharing.ofQueries(input(call, 'y')) };
      const [dq, dk, dv] = method.backward(operands, sharing.ofQueries(input(call, 'dy')), result);
      const [q, k, v] = [input(call, 'q').shape, input(call, 'k').shape, input(call, 'v').shape];
      return [torch.output(sharing.toQueries(dq, q), q, 'float32'), torch.output(sharing.toKeys(dk), k, 'float32'), torch.output(sharing.toKeys(dv), v, 'float32')];
    },
  };
}

/** Torch's own kernels, and the sizes that they take; undefined where the device or the release has none. */
function blockwiseMethod(torch: Torch): { readonly method: AttentionMethod; takes(sizes: AttentionSizes): boolean } | undefined {
  const isEvenAndFull = ({ batch, heads, queries, keys, width, valueWidth }: AttentionSizes): boolean => width === valueWidth && sizeOf([batch, heads, queries, keys, width]) > 0;
  const has = (...names: (keyof typeof fusedRows)[]): boolean => names.every((name) => torch.has(fusedRows[name]));
  switch (torch.device.name) {
    case 'cpu':
      return has('flashAttention', 'flashAttentionBackward') ? { method: flashAttention(torch), takes: isEvenAndFull } : undefined;
    case 'cuda':
      // It reads 16 bytes at a time.
      return has('efficientAttention', 'efficientAttentionBackward') ? { method: efficientAttention(torch), takes: (sizes) => isEvenAndFull(sizes) && sizes.width % 8 === 0 } : undefined;
    case 'mps':
      return undefined;
  }
}
