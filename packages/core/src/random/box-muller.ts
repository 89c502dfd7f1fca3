import { FigmentError } from '../errors.ts';

/**
 * Two independent standard normals from each pair of uniforms, `first` in (0, 1]: sqrt(-2 ln u1) times cosine and sine of 2 pi u2.
 * Box and Muller 1958, "A note on the generation of random normal deviates". For programs that need this very transform: what
 * `normalArray` draws does not use it.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function boxMuller(first: Float32Array, second: Float32Array): [cosines: Float32Array, sines: Float32Array] {
  if (first.length !== second.length) {
    throw new FigmentError('OPTIONS_INVALID', `second must have as many numbers as first (${first.length}), got ${second.length}.`);
  }
  const cosines = new Float32Array(first.length), sines = new Float32Array(first.length);
  for (let i = 0; i < first.length; i++) {
    const radius = Math.sqrt(-2 * Math.log(first[i]!)), angle = 2 * Math.PI * second[i]!;
    cosines[i] = radius * Math.cos(angle);
    sines[i] = radius * Math.sin(angle);
  }
  return [cosines, sines];
}
