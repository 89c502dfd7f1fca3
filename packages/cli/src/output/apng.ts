import { crc32 } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A frame of an animation. */
export interface ApngFrame {
  /** A PNG file of the size, depth and colour type of the others. */
  readonly png: Uint8Array;
  readonly delayMs: number;
}

/** PNG files as one animation that repeats for ever. Portable Network Graphics, third edition (W3C 2025), section 11.3.6. */
export function encodeApng(frames: readonly ApngFrame[]): Uint8Array<ArrayBuffer> {
  let sequence = 0;
  const header = chunksOf(frames[0]!.png).find(({ type }) => type === 'IHDR')!.data;
  const [width, height] = [uint32At(header, 0), uint32At(header, 4)];
  const body = frames.flatMap(({ png, delayMs }, i) => {
    const control = chunk('fcTL', bytes(sequence++, width, height, 0, 0), Uint8Array.of(delayMs >> 8, delayMs & 255, 1000 >> 8, 1000 & 255, 0, 0));
    const data = chunksOf(png).filter(({ type }) => type === 'IDAT').map((one) => (i === 0 ? chunk('IDAT', one.data) : chunk('fdAT', bytes(sequence++), one.data)));
    return [control, ...data];
  });
  return joined([SIGNATURE, chunk('IHDR', header), chunk('acTL', bytes(frames.length, 0)), ...body, chunk('IEND')]);
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

function chunksOf(png: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = uint32At(png, at);
    chunks.push({ type: Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1'), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Length, type, data, and the checksum of the last two. */
function chunk(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  const content = joined([Buffer.from(type, 'latin1'), ...data]);
  return joined([bytes(content.length - 4), content, bytes(crc32(content))]);
}

function uint32At(array: Uint8Array, at: number): number {
  return new DataView(array.buffer, array.byteOffset).getUint32(at);
}

/** Numbers as four bytes each, the highest first. */
function bytes(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value);
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
