import { fromHalf } from '@figment/core/checkpoint';

/** Stored blocks to floats: as many as `out` has room for. */
export type Decode = (bytes: Uint8Array<ArrayBuffer>, out: Float32Array) => void;

let halves: Float32Array | undefined;

/** All 65,536 values of binary16, by their bits: a look-up is several times faster than the arithmetic. */
export function halfValues(): Float32Array {
  return (halves ??= fromHalf(Uint16Array.from({ length: 65_536 }, (_, bits) => bits)));
}
