import { input, type KernelCall, type Kernels } from '@figment/core/backend';
import { backend_util as backendUtil, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { productRows } from '../../rows/products.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { activations } from './activate.ts';
import { multiplierOf } from './gemm.ts';
import { computePrecision } from './precision.ts';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation?: string | undefined;
  readonly leakyreluAlpha?: number | undefined;
}

/** Products of matrices over the last two axes; leading axes broadcast. Transposes are views. */
export function matMulKernels(torch: Torch): Kernels<TorchBackend> {
  const { bmm, matmul, mm } = torch.rows(productRows);
  const { to } = torch.rows(elementwiseRows);
  const { add } = arithmeticOf(torch);
  const activate = activations(torch);
  const multiplier = multiplierOf(torch);
  const { lower, raise } = computePrecision(torch);
  const { float64, int32 } = torch.dtypes;

  const multiply = (a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: MatMulAttributes, bias: Handle | null = null): Handle => {
    if (a.shape.length === 2 && b.shape.length === 2 && a.dtype === 'float32') {
      const inner = a.shape[transposeA ? 0 : 1]!;
      const sizes = [a.shape[transposeA ? 1 : 0]!, inner, b.shape[transposeB ? 0 : 1]!] as const;
      // [N, K], and b's transpose [M, K]
      return multiplier.product({ x: turned(torch, a, transposeA), weight: turned(torch, b, !transposeB), bias, sizes });
    }
    const [x, y] = [turned(torch, a, transposeA), turned(torch, b, transposeB)];
    const isPlain = a.shape.length === b.shape.length && (a.shape.length === 2 || (a.shape.length === 3 && a.shape[0] === b.shape[0]));
    const times = !isPlain ? matmul : a.shape.length === 2 ? mm : bmm;
    if (a.dtype === 'float32') return raise(times(lower(x), lower(y)));
    // GPUs multiply no whole numbers; float64 holds them up to 2^53.
    return torch.device.name === 'cpu' ? times(x, y) : to(times(to(x, float64, false, false), to(y, float64, false, false)), int32, false, false);
  };
  const attributes = (call: KernelCall<TorchBackend>) => call.attrs as unknown as MatMulAttributes;
  return {
    BatchMatMul: (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      return torch.output(multiply(a, b, attributes(call)), productShape(a, b, attributes(call)), a.dtype);
    },
    _FusedMatMul: (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      const { bias, preluActivationWeights: alpha } = call.inputs;
      const { activation = 'linear', leakyreluAlpha } = attributes(call);
      const isFlat = a.shape.length === 2 && b.shape.length === 2 && a.dtype === 'float32';
      const isWithin = bias != null && isFlat && bias.shape.length === 1 && bias.shape[0] === b.shape[attributes(call).transposeB ? 0 : 1];
      const product = multiply(a, b, attributes(call), isWithin ? torch.handle(bias) : null);
      const sum = bias == null || isWithin ? product : add(product, torch.handle(bias));
      const y = activate(activation, sum, { leakyreluAlpha, alpha: alpha == null ? undefined : torch.handle(alpha) });
      return torch.output(y, productShape(a, b, attributes(call)), a.dtype);
    },
  };
}

/** The tensor, or a view of it with its last two axes exchanged. */
function turned(torch: Torch, x: TensorInfo, isTurned: boolean): Handle {
  if (!isTurned) return torch.handle(x);
  const swap = <T>(list: readonly T[]): T[] => [...list.slice(0, -2), list.at(-1)!, list.at(-2)!];
  return torch.seenAs(x, swap(x.shape), swap(torch.strides(x)));
}

function productShape(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: MatMulAttributes): number[] {
  const lead = backendUtil.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [...lead, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
}
