import { expect, it } from 'vitest';

import { encodeWav } from './wav.ts';

it('writes a sound as a WAV file of 16 bits', () => {
  const file = Buffer.from(encodeWav({ samples: { data: Float32Array.of(0, 1, -1, 0.5, 2), shape: [5] }, rate: 8000 }));
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  // PCM, one channel, 8,000 samples and 16,000 bytes a second, 2 bytes and 16 bits a sample.
  expect([file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt32LE(28), file.readUInt16LE(32), file.readUInt16LE(34)]).toEqual([1, 1, 8000, 16_000, 2, 16]);
  expect(file.readUInt32LE(40)).toBe(10);
  expect([0, 1, 2, 3, 4].map((i) => file.readInt16LE(44 + 2 * i))).toEqual([0, 32_767, -32_767, 16_384, 32_767]);
});
