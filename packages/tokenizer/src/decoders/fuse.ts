import type { Decoder } from './decoder.ts';

/** One piece of all of them, for decoders after it that look at a piece's ends. */
export function fuse(): Decoder {
  return {
    spec: { type: 'Fuse' },
    decode: (pieces) => [pieces.join('')],
    stream: () => ({ output: 'chunks', push: (piece) => [piece], end: () => [] }),
  };
}
