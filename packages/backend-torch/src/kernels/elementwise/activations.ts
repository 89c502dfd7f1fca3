import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { LeakyReluAttrs, StepAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { arithmeticOf } from './arithmetic.ts';
import { broadcastShape } from './broadcast.ts';
import { convertWith } from './convert.ts';

/** Klambauer et al. 2017, arXiv:1706.02515, section 2: the scale, and it times alpha. */
const seluScale = 1.0507009873554805;
const seluScaleAlpha = 1.7580993408473768;

type RectifierAttributes = FusedKernels['FigmentLeakyRelu']['attrs'];

/** Functions in two pieces, split at 0. */
export function activationKernels(torch: Torch): Kernels<TorchBackend> {
  const { where, gt, le, expm1, minimum, maximum, sign, logaddexp } = torch.rows(elementwiseRows);
  const { add, mul } = arithmeticOf(torch);
  const convert = convertWith(torch);
  const zero = (): Handle => torch.scalar(0);

  /** A kernel of x in float32. */
  const ofFloat = (compute: (x: Handle, call: Parameters<Kernels<TorchBackend>[string]>[0]) => Handle): Kernels<TorchBackend>[string] => (call) => {
    const x = input(call, 'x');
    return torch.output(compute(convert(torch.handle(x), x.dtype, 'float32'), call), x.shape, 'float32');
  };
  const scaledBelow = (x: Handle, slope: Handle): Handle => where(gt(x, zero()), x, mul(x, slope));
  /** As slopes of leaky ReLUs are. Then the larger of two is the one to choose: on a CPU torch chooses far slower than it computes. */
  const isGentle = (slope: number): boolean => slope >= 0 && slope <= 1;
  const leakyRelu = (x: Handle, slope: number): Handle => (isGentle(slope) ? maximum(x, mul(x, torch.scalar(slope))) : scaledBelow(x, torch.scalar(slope)));
  /** 1 above 0, the slope elsewhere. */
  const slopes = (x: Handle, slope: number): Handle => (isGentle(slope) ? maximum(sign(x), torch.scalar(slope)) : where(gt(x, zero()), torch.scalar(1), torch.scalar(slope)));

  return {
    Elu: ofFloat((x) => where(gt(x, zero()), x, expm1(x))),
    // dL/dx = dy (y + 1) below 0, dy above
    EluGrad: (call) => {
      const [dy, y] = [input(call, 'dy'), input(call, 'y')];
      return torch.output(mul(torch.handle(dy), add(minimum(torch.handle(y), zero()), torch.scalar(1))), y.shape, 'float32');
    },
    Selu: ofFloat((x) => where(gt(x, zero()), mul(x, torch.scalar(seluScale)), mul(expm1(x), torch.scalar(seluScaleAlpha)))),
    LeakyRelu: ofFloat((x, call) => leakyRelu(x, attributes<LeakyReluAttrs>(call).alpha)),
    FigmentLeakyRelu: ofFloat((x, { attrs }) => leakyRelu(x, (attrs as unknown as RectifierAttributes).slope)),
    FigmentLeakyReluGrad: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      const { slope } = call.attrs as unknown as RectifierAttributes;
      return torch.output(mul(torch.handle(dy), slopes(torch.handle(x), slope)), x.shape, 'float32');
    },
    Prelu: (call) => {
      const [x, alpha] = [input(call, 'x'), input(call, 'alpha')];
      const values = convert(torch.handle(x), x.dtype, 'float32');
      return torch.output(scaledBelow(values, convert(torch.operand(alpha), alpha.dtype, 'float32')), broadcastShape(x.shape, alpha.shape), 'float32');
    },
    // ln(1 + e^x) without overflow
    Softplus: ofFloat((x) => logaddexp(x, zero())),
    /** 1 above 0, alpha up to 0, NaN where x is. */
    Step: (call): TensorInfo => {
      const x = input(call, 'x');
      const { alpha } = attributes<StepAttrs>(call);
      const type = x.dtype === 'float32' ? 'float32' : 'int32';
      const values = convert(torch.handle(x), x.dtype, type);
      const none = torch.scalar(0, type);
      const step = where(gt(values, none), torch.scalar(1, type), where(le(values, none), torch.scalar(alpha, type), values));
      return torch.output(convert(step, type, x.dtype as 'float32'), x.shape, x.dtype);
    },
  };
}
