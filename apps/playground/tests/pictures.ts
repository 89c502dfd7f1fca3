import { deflateSync } from 'node:zlib';

/** A PNG file of one colour with a square of another: small, different from each other, and made without a library. */
export function picture(number: number, side = 16): Buffer {
  const colour = (seed: number): number[] => [0, 1, 2].map((channel) => (seed * (53 + 31 * channel)) % 256);
  const rows = Array.from({ length: side }, (_, y) => Buffer.from([0, ...Array.from({ length: side }, (__, x) => (x > number % 8 && x < side - 3 && y > 3 && y < side - (number % 5) ? colour(number + 7) : colour(number))).flat()]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface Upload { name: string; mimeType: string; buffer: Buffer }

export function uploads(count: number): Upload[] {
  return Array.from({ length: count }, (_, i) => ({ name: `picture-${String(i).padStart(2, '0')}.png`, mimeType: 'image/png', buffer: picture(i) }));
}

/** The name and type of a picture, and nothing of one inside. */
export const unreadable: Upload = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') };

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** PNG specification, annex D. */
function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
