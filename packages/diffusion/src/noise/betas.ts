/**
 * How much variance each of T steps of a Markov chain adds: x_t = sqrt(1 - beta_t) x_{t-1} + sqrt(beta_t) e (Ho et al. 2020, DDPM,
 * arXiv:2006.11239, eq. 2). Kept in float32: the tables that published models were trained with.
 */

const float32 = (count: number, at: (i: number) => number): Float32Array => Float32Array.from({ length: count }, (_, i) => at(i));

/** The i-th of `count` numbers from `start` to `end`, to the last bit as PyTorch's float32: counted from the nearer end. */
function between(start: number, end: number, i: number, count: number): number {
  const [from, to] = [Math.fround(start), Math.fround(end)];
  const step = count === 1 ? 0 : Math.fround(Math.fround(to - from) / (count - 1));
  return Math.fround(i < Math.floor(count / 2) || count === 1 ? from + step * i : to - step * (count - 1 - i));
}

/** Evenly from start to end (DDPM, section 4: from 1e-4 to 0.02). */
export function linearBetas(steps: number, start = 1e-4, end = 0.02): Float32Array {
  return float32(steps, (i) => between(start, end, i, steps));
}

/** Their square roots go evenly (Rombach et al. 2022, latent diffusion, arXiv:2112.10752: from 0.00085 to 0.012). */
export function scaledLinearBetas(steps: number, start = 0.00085, end = 0.012): Float32Array {
  return float32(steps, (i) => between(Math.sqrt(start), Math.sqrt(end), i, steps) ** 2);
}

/** An S between start and end, steepest halfway (Xu et al. 2022, GeoDiff, arXiv:2203.02923). */
export function sigmoidBetas(steps: number, start = 1e-4, end = 0.02): Float32Array {
  return float32(steps, (i) => Math.fround(Math.fround(1 / (1 + Math.exp(-between(-6, 6, i, steps)))) * Math.fround(end - start)) + Math.fround(start));
}

/** Betas from a curve of alphaBar over [0, 1], each at most `largest`: beta_t = 1 - alphaBar((t + 1) / T) / alphaBar(t / T). */
function betasOf(alphaBar: (u: number) => number, steps: number, largest = 0.999): Float32Array {
  return float32(steps, (i) => Math.min(1 - alphaBar((i + 1) / steps) / alphaBar(i / steps), largest));
}

/** alphaBar falls like a squared cosine (Nichol and Dhariwal 2021, arXiv:2102.09672, eq. 17; s = 0.008). */
export function cosineBetas(steps: number): Float32Array {
  return betasOf((u) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2, steps);
}

/** alphaBar falls like e^(-12 u). */
export function exponentialBetas(steps: number): Float32Array {
  return betasOf((u) => Math.exp(-12 * u), steps);
}

/** log SNR is spread like a Laplace distribution, densest in the middle (Hang et al. 2024, arXiv:2407.03297). */
export function laplaceBetas(steps: number): Float32Array {
  return betasOf((u) => {
    const logSnr = -0.5 * (u <= 0.5 ? 1 : -1) * Math.log(1 - 2 * Math.abs(0.5 - u) + 1e-6);
    return Math.sqrt(1 / (1 + Math.exp(-logSnr)));
  }, steps);
}

/** alphaBar_t: the product of all 1 - beta up to t (DDPM, eq. 4). */
export function cumulativeAlphas(betas: ArrayLike<number>): Float32Array {
  let product = 1;
  return float32(betas.length, (i) => (product *= Math.fround(1 - betas[i]!)));
}

/**
 * The same betas, shifted and stretched so that nothing of the data is left at the last step: alphaBar_{T-1} = 0 (Lin et al. 2024, "Common
 * diffusion noise schedules and sample steps are flawed", arXiv:2305.08891, algorithm 1).
 */
export function zeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeAlphas(betas).map(Math.sqrt);
  const first = roots[0]!, last = roots.at(-1)!;
  const stretch = Math.fround(first / Math.fround(first - last));
  const alphaBars = roots.map((root) => Math.fround(Math.fround(root - last) * stretch) ** 2);
  return alphaBars.map((alphaBar, i) => 1 - Math.fround(i === 0 ? alphaBar : alphaBar / alphaBars[i - 1]!));
}
