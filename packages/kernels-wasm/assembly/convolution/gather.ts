/**
 * How a convolution reads its source. Convolution, its input gradient and its filter gradient are products of matrices,
 * one of which is gathered from an image [B, H, W, C]: row r is a place of a grid, column (tap, channel) what the tap
 * sees from there. The matrix is never stored; blocks of it are packed straight from the image.
 *
 * Place (i, j) of the grid and tap (dh, dw) see row i * strideH + originH + dh, column j * strideW + originW + dw
 * of the image, zero outside of it. The host writes these fields in this order, as int32.
 */
@unmanaged
export class Gather {
  batch: i32;
  height: i32;
  width: i32;
  /** Channels that a place sees: those of its group. */
  channels: i32;
  /** Channels of a pixel, of all groups. */
  pitch: i32;
  gridHeight: i32;
  gridWidth: i32;
  strideH: i32;
  strideW: i32;
  originH: i32;
  originW: i32;
  /** Where place (i, j) of the grid stands in the image that is written: (i * outStepH + outOriginH, j * outStepW + outOriginW). */
  outHeight: i32;
  outWidth: i32;
  outStepH: i32;
  outStepW: i32;
  outOriginH: i32;
  outOriginW: i32;
  taps: i32;
  /** `taps` pairs (dh, dw) follow. */
  firstTap: i32;
}

/** Places of the grid, over the batch. */
export function places(g: Gather): i32 {
  return g.batch * g.gridHeight * g.gridWidth;
}

// @ts-ignore: decorator
@inline
export function tapRow(g: Gather, tap: i32): i32 {
  return load<i32>(changetype<usize>(g) + offsetof<Gather>('firstTap') + (<usize>tap << 3));
}

// @ts-ignore: decorator
@inline
export function tapColumn(g: Gather, tap: i32): i32 {
  return load<i32>(changetype<usize>(g) + offsetof<Gather>('firstTap') + (<usize>tap << 3), 4);
}

/**
 * Fills the table for `count` places from `first` on: address of the place's row in the output (pixels of `outPitch` channels),
 * address of its image in the source, and the source row and column that a tap (0, 0) sees.
 */
export function fillTable(g: Gather, first: i32, count: i32, source: usize, out: usize, outPitch: i32, table: usize): void {
  const perImage = g.gridHeight * g.gridWidth;
  let image = first / perImage;
  let i = (first - image * perImage) / g.gridWidth;
  let j = first - image * perImage - i * g.gridWidth;
  for (let r = 0; r < count; r++) {
    const outPixel = (image * g.outHeight + i * g.outStepH + g.outOriginH) * g.outWidth + j * g.outStepW + g.outOriginW;
    store<u32>(table, <u32>(out + (<usize>(outPixel * outPitch) << 2)));
    store<u32>(table, <u32>(source + (<usize>(image * g.height * g.width * g.pitch) << 2)), 4);
    store<i32>(table, i * g.strideH + g.originH, 8);
    store<i32>(table, j * g.strideW + g.originW, 12);
    table += 16;
    if (++j == g.gridWidth) {
      j = 0;
      if (++i == g.gridHeight) {
        i = 0;
        image++;
      }
    }
  }
}

/** What tap (dh, dw) sees from the place of a table row: the address of its channels, or `zeros` outside of the image. */
// @ts-ignore: decorator
@inline
export function seen(g: Gather, row: usize, dh: i32, dw: i32, zeros: usize): usize {
  const h = load<i32>(row, 8) + dh, w = load<i32>(row, 12) + dw;
  // Unsigned: a negative row is past the end, too.
  return <u32>h < <u32>g.height && <u32>w < <u32>g.width ? <usize>load<u32>(row, 4) + (<usize>((h * g.width + w) * g.pitch) << 2) : zeros;
}
