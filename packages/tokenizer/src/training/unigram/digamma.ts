/**
 * The derivative of log gamma(x), x > 0: the recurrence psi(x) = psi(x + 1) - 1 / x up to 7, then the asymptotic series in 1 / (x - 1/2)
 * (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18, moved by a half).
 */
export function digamma(x: number): number {
  let result = 0;
  for (; x < 7; x++) result -= 1 / x;
  const squared = (x - 0.5) ** -2;
  return result + Math.log(x - 0.5) + squared * (1 / 24 - squared * (7 / 960 - squared * (31 / 8064 - squared * (127 / 30720))));
}
