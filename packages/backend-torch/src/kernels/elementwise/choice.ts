import { input, type Kernels } from '@figment/core/backend';
import { type ClipByValueAttrs, upcastType } from '@tensorflow/tfjs-core';

import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { boundsWith } from './bounds.ts';
import { broadcastShape } from './broadcast.ts';
import { convertWith } from './convert.ts';

const largestInt = 2 ** 31 - 1;
const smallestInt = -(2 ** 31);

/** One of two values, or a value within bounds. */
export function choiceKernels(torch: Torch): Kernels<TorchBackend> {
  const where = torch.row(elementwiseRows.where);
  const bounded = boundsWith(torch);
  const convert = convertWith(torch);
  return {
    /** condition: of the shape of t and e, or [n] for their rows. */
    Select: (call) => {
      const [condition, t, e] = [input(call, 'condition'), input(call, 't'), input(call, 'e')];
      const ofRows = condition.shape.length === 1 && t.shape.length > 1;
      const chosen = ofRows ? torch.reshaped(condition, [condition.shape[0]!, ...t.shape.slice(1).fill(1)]) : torch.handle(condition);
      const dtype = upcastType(t.dtype, e.dtype) as 'float32';
      const values = where(convert(chosen, condition.dtype, 'bool'), convert(torch.operand(t), t.dtype, dtype), convert(torch.operand(e), e.dtype, dtype));
      const branches = broadcastShape(t.shape, e.shape);
      return torch.output(values, ofRows ? branches : broadcastShape(condition.shape, branches), dtype);
    },
    ClipByValue: (call) => {
      const x = input(call, 'x');
      const { clipValueMin, clipValueMax } = attributes<ClipByValueAttrs>(call);
      if (x.dtype === 'float32') return torch.output(bounded(torch.handle(x), clipValueMin, clipValueMax, 'float32'), x.shape, 'float32');
      const whole = (value: number) => Math.max(smallestInt, Math.min(largestInt, Math.trunc(value)));
      const clipped = bounded(convert(torch.handle(x), x.dtype, 'int32'), whole(clipValueMin), whole(clipValueMax), 'int32');
      return torch.output(convert(clipped, 'int32', x.dtype as 'int32'), x.shape, x.dtype);
    },
  };
}
