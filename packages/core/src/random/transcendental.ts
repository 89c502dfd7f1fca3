/**
 * Logarithm and inverse error function from + - * / and square roots alone. IEEE 754 fixes those to the last bit, while
 * `Math.log` may differ between JavaScript engines: a seed means the same numbers in every browser.
 */

const double = new Float64Array(1);
/** Low and high word of `double`: every platform that runs JavaScript today is little-endian. */
const word = new Uint32Array(double.buffer);

/**
 * Natural logarithm of a normal positive double, to a relative 1e-11: x = 2^e m with m in [sqrt(1/2), sqrt(2)), and
 * log m = 2 atanh(s), s = (m - 1) / (m + 1), by its power series in s^2 (two halves of it side by side, which is faster).
 */
export function logarithm(x: number): number {
  double[0] = x;
  const high = word[1]! + (0x3ff00000 - 0x3fe6a09e); // carries into the exponent from the mantissa of sqrt(1/2) on
  const exponent = (high >>> 20) - 1023;
  word[1] = (high & 0x000fffff) + 0x3fe6a09e;
  const m = double[0];
  const s = (m - 1) / (m + 1), z = s * s, zz = z * z;
  const even = 1 + zz * (1 / 5 + zz * (1 / 9 + zz * (1 / 13)));
  const odd = 1 / 3 + zz * (1 / 7 + zz * (1 / 11));
  return exponent * Math.LN2 + 2 * s * (even + z * odd);
}

/**
 * Inverse error function on (-1, 1), to float32's accuracy: Giles 2010, "Approximating the erfinv function", table 5
 * (what XLA, and so JAX, uses), in double precision. Infinite at -1 and 1.
 */
export function inverseErf(x: number): number {
  const tail = 1 - x * x;
  if (tail <= 0) return x * Infinity;
  const w = -logarithm(tail);
  if (w < 5) {
    const t = w - 2.5;
    return x * (1.50140941 + t * (0.246640727 + t * (-0.00417768164 + t * (-0.00125372503 + t * (0.00021858087
      + t * (-4.39150654e-6 + t * (-3.5233877e-6 + t * (3.43273939e-7 + t * 2.81022636e-8))))))));
  }
  const t = Math.sqrt(w) - 3;
  return x * (2.83297682 + t * (1.00167406 + t * (0.00943887047 + t * (-0.0076224613 + t * (0.00573950773
    + t * (-0.00367342844 + t * (0.00134934322 + t * (0.000100950558 + t * -0.000200214257))))))));
}

/**
 * Error function, to 1e-15: its series in x^2 (Abramowitz and Stegun 7.1.6), all of whose terms are positive. From 6 on it is 1 in
 * double precision.
 */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * exponential(-x * x) * sum;
}

/** e^x by its Taylor series after halving until it converges at once. */
function exponential(x: number): number {
  const halvings = 10;
  const r = x / 2 ** halvings;
  let term = 1, sum = 0;
  for (let n = 1; n < 12; n++) {
    term *= r / n;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = sum * (2 + sum); // (1 + s)^2 - 1, without losing the small s
  return 1 + sum;
}
