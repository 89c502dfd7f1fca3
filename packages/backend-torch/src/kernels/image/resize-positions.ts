/** How pixels of the output lie over those of the input, by tfjs's attributes. */
export interface Alignment {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Where a pixel of the output takes its value from: two pixels of the input and the share of the second. */
export interface Source {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** Pixels of the input to a pixel of the output. With aligned corners the first and last pixels lie on each other. */
function scaleOf(input: number, output: number, { alignCorners }: Alignment): number {
  return alignCorners && output > 1 ? (input - 1) / (output - 1) : input / output;
}

/** The nearest pixel of the input for each of the output: [output] */
export function nearestPositions(input: number, output: number, alignment: Alignment): Int32Array {
  const scale = scaleOf(input, output, alignment);
  const round = alignment.alignCorners ? Math.round : Math.floor;
  return Int32Array.from({ length: output }, (_, i) => Math.min(input - 1, round(scale * (alignment.halfPixelCenters ? i + 0.5 : i))));
}

/** The two pixels of the input beside each of the output: [output] */
function linearSources(input: number, output: number, alignment: Alignment): Source[] {
  const scale = scaleOf(input, output, alignment);
  return Array.from({ length: output }, (_, i) => {
    const at = alignment.halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i;
    const low = Math.max(0, Math.floor(at));
    return { low, high: Math.min(input - 1, Math.ceil(at)), share: at - low };
  });
}

/** Resizing along an axis as a matrix: [output, input] */
export function nearestMatrix(input: number, output: number, alignment: Alignment): Float32Array {
  const matrix = new Float32Array(output * input);
  for (const [i, from] of nearestPositions(input, output, alignment).entries()) matrix[i * input + from] = 1;
  return matrix;
}

/** As {@link nearestMatrix}, between two pixels. */
export function linearMatrix(input: number, output: number, alignment: Alignment): Float32Array {
  const matrix = new Float32Array(output * input);
  for (const [i, { low, high, share }] of linearSources(input, output, alignment).entries()) {
    matrix[i * input + low]! += 1 - share;
    matrix[i * input + high]! += share;
  }
  return matrix;
}

/**
 * Whether torch picks the same nearest pixels. It multiplies in single precision, which for some sizes (41 pixels from one,
 * say) ends just below a whole number.
 */
export function torchAgrees(input: number, output: number, alignment: Alignment): boolean {
  if (alignment.alignCorners) return false;
  const scale = Math.fround(input / output);
  return nearestPositions(input, output, alignment).every((position, i) => {
    const at = Math.fround((alignment.halfPixelCenters ? i + 0.5 : i) * scale);
    return Math.min(input - 1, Math.floor(at)) === position;
  });
}
