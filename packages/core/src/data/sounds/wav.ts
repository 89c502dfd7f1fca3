import type { HostValue } from '../../plugin/kinds/host.ts';

/** One channel of 16 bits. */
const BYTES = 2;

/** A sound as a WAV file of 16 bits. Microsoft and IBM 1991, "Multimedia programming interface and data specifications 1.0", WAVE. */
export function encodeWav({ samples, rate }: HostValue<'audio'>): Uint8Array<ArrayBuffer> {
  const size = BYTES * samples.data.length;
  const view = new DataView(new ArrayBuffer(44 + size));
  const text = (at: number, word: string): void => { for (let i = 0; i < word.length; i += 1) view.setUint8(at + i, word.charCodeAt(i)); };
  const hertz = Math.round(rate);
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, hertz, true);
  view.setUint32(28, BYTES * hertz, true);
  view.setUint16(32, BYTES, true);
  view.setUint16(34, 8 * BYTES, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  samples.data.forEach((sample, i) => { view.setInt16(44 + BYTES * i, Math.round(32_767 * Math.max(-1, Math.min(1, sample))), true); });
  return new Uint8Array(view.buffer);
}
