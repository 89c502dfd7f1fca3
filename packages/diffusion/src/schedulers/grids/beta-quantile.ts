/**
 * Below which x lies the part p of a Beta(a, a) distribution. Its cumulative distribution is a continued fraction (Abramowitz and Stegun
 * 1964, 26.5.8), evaluated as Lentz does (1976); that half of it lies below 1/2 gives its scale.
 *
 * @param p In [0, 1].
 */
export function betaQuantile(p: number, a: number): number {
  if (p > 0.5) return 1 - betaQuantile(1 - p, a);
  const whole = 2 * incompleteBeta(0.5, a);
  let low = 0, high = 0.5;
  for (let i = 0; i < 100 && high - low > 1e-16 * high; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a) < p * whole) low = middle;
    else high = middle;
  }
  return p === 0 ? 0 : (low + high) / 2;
}

/** The integral of t^(a - 1) (1 - t)^(a - 1) from 0 to x, for x up to 1/2. */
function incompleteBeta(x: number, a: number): number {
  let c = 1, d = 1 / (1 - (2 * a * x) / (a + 1)), fraction = d;
  for (let m = 1; m < 200; m++) {
    const even = (m * (a - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (2 * a + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d);
      c = 1 + term / c;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return (x ** a * (1 - x) ** a * fraction) / a;
}
