import type { Handle } from '../../abi/signature.ts';
import { convolutionRows } from '../../rows/convolution.ts';
import { shapeRows } from '../../rows/shape.ts';
import type { Torch } from '../../tensors/torch.ts';
import { computePrecision } from '../products/precision.ts';
import { padWith } from '../shape/padding.ts';
import { type Geometry, paddingOf } from './geometry.ts';
import { channelsSecond, outputsFirst, type Strided } from './layout.ts';

/** What a convolution and its gradients are computed from. */
export interface Operands {
  /** [B, ..., I] */
  readonly x: Strided;
  /** [k, ..., I / groups, O] */
  readonly kernel: Strided;
}

/** Which gradients are asked for. */
export interface Wanted {
  readonly x?: boolean;
  readonly kernel?: boolean;
  readonly bias?: boolean;
}

/** dL/dx [B, I, ...] from `offset` on, dL/dkernel [O, I / groups, k, ...], dL/dbias [O]; those that were asked for. */
export interface Gradients {
  readonly x?: { readonly handle: Handle; readonly offset: number } | undefined;
  readonly kernel?: Handle | undefined;
  readonly bias?: Handle | undefined;
}

/** Convolutions over any number of axes, as torch makes them: one call forward, one for all gradients. */
export class Convolver {
  readonly #torch: Torch;
  readonly #rows;
  readonly #pad;
  readonly #precision;
  readonly #contiguous;

  constructor(torch: Torch) {
    this.#torch = torch;
    this.#rows = torch.rows(convolutionRows);
    this.#pad = padWith(torch);
    this.#precision = computePrecision(torch);
    this.#contiguous = torch.rows(shapeRows).contiguous;
  }

  /** [B, O, ...] */
  forward({ x, kernel }: Operands, bias: Handle | null, geometry: Geometry): Handle {
    const { stride, dilation, groups } = geometry;
    const { lower, raise } = this.#precision;
    const padding = paddingOf(geometry);
    const input = this.#padded(channelsSecond(this.#torch, x), padding);
    const y = this.#rows.convolution(
      lower(input), lower(outputsFirst(this.#torch, kernel)), bias === null ? null : lower(bias),
      stride, within(padding, stride), dilation, false, stride.map(() => 0), groups,
    );
    return raise(y);
  }

  /** dy: [B, ..., O] */
  backward({ x, kernel }: Operands, dy: Strided, geometry: Geometry, wanted: Wanted): Gradients {
    const torch = this.#torch;
    const { lower, raise } = this.#precision;
    const { stride, dilation, groups } = geometry;
    const padding = paddingOf(geometry);
    const upstream = channelsSecond(torch, dy);
    const mask = [wanted.x === true, wanted.kernel === true, wanted.bias === true];
    const [dx, dKernel, dBias] = this.#rows.convolutionBackward(
      lower(upstream), lower(this.#padded(channelsSecond(torch, x), padding)), lower(this.#weight({ x, kernel })),
      [geometry.kernel.at(-1)!], stride, within(padding, stride), dilation, false, stride.map(() => 0), groups, mask,
    );
    return {
      x: wanted.x === true ? this.#unpadded(raise(dx), padding) : undefined,
      kernel: wanted.kernel === true ? raise(dKernel) : undefined,
      bias: wanted.bias === true ? raise(dBias) : undefined,
    };
  }

  /** For a batch of one torch takes a kernel of its own, which gives gradients to weights in row-major order only. */
  #weight({ x, kernel }: Operands): Handle {
    const weight = outputsFirst(this.#torch, kernel);
    return x.shape[0] === 1 ? this.#contiguous(weight, 0) : weight;
  }

  #padded(x: Handle, padding: ReturnType<typeof paddingOf>): Handle {
    if ('within' in padding) return x;
    return this.#pad(x, padding.around, 0);
  }

  /** What stands for the input in the gradient of the padded one. */
  #unpadded(dx: Handle, padding: ReturnType<typeof paddingOf>): { handle: Handle; offset: number } {
    if ('within' in padding) return { handle: dx, offset: 0 };
    const [, , ...steps] = this.#torch.stridesOf(dx, 2 + padding.around.length);
    return { handle: dx, offset: padding.around.reduce((sum, [before], axis) => sum + before * steps[axis]!, 0) };
  }
}

function within(padding: ReturnType<typeof paddingOf>, stride: readonly number[]): readonly number[] {
  return 'within' in padding ? padding.within : stride.map(() => 0);
}
