import type { Handle } from '../../abi/signature.ts';
import { productRows } from '../../rows/products.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import { computePrecision } from './precision.ts';

/** The two libraries in libtorch that multiply matrices of float32 on a CPU. */
export type Gemm = 'blas' | 'onednn';

/** x [..., K] times the transpose of `weight` [M, K], plus bias [M] -> [..., M]. Any strides. */
export interface Product {
  readonly x: Handle;
  readonly weight: Handle;
  readonly bias?: Handle | null | undefined;
  /** How many rows x has, K and M. */
  readonly sizes: readonly [rows: number, inner: number, columns: number];
  /** [..., M], where x has not two axes. */
  readonly shape?: readonly number[] | undefined;
}

/** Below it, in multiplications, oneDNN takes longer to prepare a product than BLAS to compute it. */
const fewMultiplications = 2 ** 20;
/** Of measuring; the first of each side also prepares it. */
const rounds = 8;
/** With fewer rows, but more than one, BLAS reads weights as fast, and is sooner prepared. */
const fewRows = 4;
/** Fewer weights are read sooner than oneDNN is prepared. */
const manyWeights = 2 ** 16;

const multipliers = new WeakMap<Torch, Multiplier>();

/** The multiplier of a torch: all kernels share what it has measured. */
export function multiplierOf(torch: Torch): Multiplier {
  let known = multipliers.get(torch);
  if (known === undefined) multipliers.set(torch, (known = new Multiplier(torch)));
  return known;
}

/**
 * Products of two matrices. Torch takes BLAS (MKL in its own builds), which on AMD keeps its fastest kernels off and reaches
 * half of what oneDNN in the same libtorch does; on Intel it is the other way round or no difference. Which one is measured at
 * the first large product, or said by `FIGMENT_TORCH_GEMM`.
 */
export class Multiplier {
  readonly #torch: Torch;
  readonly #rows;
  readonly #contiguous;
  readonly #precision;
  /** bias, what is done to the sum, its options. */
  readonly #oneDnn;
  /** bias, matrix, vector, what they are multiplied with. */
  readonly #matrixTimesVector;
  #gemm: Gemm | undefined;

  constructor(torch: Torch, gemm: string | undefined = process.env['FIGMENT_TORCH_GEMM']) {
    this.#torch = torch;
    this.#rows = torch.rows(productRows);
    this.#contiguous = torch.row(shapeRows.contiguous);
    this.#precision = computePrecision(torch);
    this.#oneDnn = torch.device.name === 'cpu' && torch.precision === 'float32' ? torch.shim('_linear_pointwise TTtsJ0 T') : undefined;
    this.#matrixTimesVector = torch.precision === 'float32' ? torch.shim('addmv TTTff T') : undefined;
    if (this.#oneDnn === undefined) this.#gemm = 'blas';
    else if (gemm === 'blas' || gemm === 'onednn') this.#gemm = gemm;
  }

  /** Which library large products go to; measured where nobody has said it. */
  get gemm(): Gemm {
    return (this.#gemm ??= this.#measure());
  }

  product({ x, weight, bias = null, sizes: [rows, inner, columns], shape = [rows, columns] }: Product): Handle {
    const ofOneDnn = this.#suitsOneDnn(weight, rows, inner, columns) && this.gemm === 'onednn';
    if (ofOneDnn) return this.#oneDnn!(x, this.#withoutGaps(weight, columns, inner), bias, 'none', null);
    if (rows === 1 && this.#matrixTimesVector !== undefined) {
      const torch = this.#torch;
      const vector = torch.view(x, [inner], [inner <= 1 ? 1 : torch.stridesOf(x, shape.length).at(-1)!]);
      return torch.view(this.#matrixTimesVector(bias ?? torch.scalar(0), weight, vector, bias === null ? 0 : 1, 1), shape, rowMajor(shape));
    }
    const { lower, raise } = this.#precision;
    return raise(this.#rows.linear(lower(x), lower(weight), bias === null ? null : lower(bias)));
  }

  /** Where rows of the weight [M, K] lie apart, as those of a part of a wider one, oneDNN has only its slowest kernel, by a factor of a thousand. */
  #withoutGaps(weight: Handle, rows: number, columns: number): Handle {
    const torch = this.#torch;
    const [ofRow, ofColumn] = torch.stridesOf(weight, 2) as [number, number];
    if (ofColumn === 1) return ofRow === columns || rows === 1 ? weight : this.#contiguous(weight, 0);
    if (ofRow !== 1 || ofColumn === rows || columns === 1) return weight;
    return torch.view(this.#contiguous(torch.view(weight, [columns, rows], [ofColumn, 1]), 0), [rows, columns], [1, rows]);
  }

  /** Weights that one row reads once are a matter for BLAS where they lie as [K, M], and for oneDNN where they lie as [M, K], as published ones do. */
  #suitsOneDnn(weight: Handle, rows: number, inner: number, columns: number): boolean {
    if (rows === 1) return inner * columns >= manyWeights && this.#torch.stridesOf(weight, 2)[1] === 1;
    return rows >= fewRows && rows * inner * columns >= fewMultiplications;
  }

  /** Some fifteen milliseconds: the best of several rounds in alternation, so that what else the machine does hits both. */
  #measure(): Gemm {
    const torch = this.#torch;
    return torch.scope(() => {
      const size = 384;
      const square = torch.upload(new Float32Array(size * size).fill(0.5), [size, size], 'float32');
      const time = (multiply: () => Handle): number => {
        const start = performance.now();
        torch.free(multiply());
        return performance.now() - start;
      };
      const [blas, oneDnn] = Array.from({ length: rounds }, () => [
        time(() => this.#rows.linear(square, square, null)),
        time(() => this.#oneDnn!(square, square, null, 'none', null)),
      ] as const).reduce((best, round) => [Math.min(best[0], round[0]), Math.min(best[1], round[1])]);
      return oneDnn < 0.9 * blas ? 'onednn' : 'blas';
    });
  }
}
