/** Writes small GGUF files for tests (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). */

/** A key, the type of its value, the value. */
export type GgufEntry =
  | readonly [key: string, type: 'string', value: string]
  | readonly [key: string, type: 'strings', value: readonly string[]]
  | readonly [key: string, type: 'uint', value: number]
  | readonly [key: string, type: 'ints' | 'floats' | 'bytes', value: readonly number[]]
  | readonly [key: string, type: 'flag', value: boolean];

/** entries: how many the header claims to have. */
export interface GgufFormat {
  readonly version?: number;
  readonly littleEndian?: boolean;
  readonly entries?: number;
}

const arrayTypes = { bytes: 0, ints: 5, floats: 6, strings: 8 } as const;
const encoder = new TextEncoder();

export function gguf(metadata: readonly GgufEntry[], { version = 3, littleEndian = true, entries = metadata.length }: GgufFormat = {}): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const number = (size: number, write: (view: DataView) => void): void => {
    const view = new DataView(new ArrayBuffer(size));
    write(view);
    for (let i = 0; i < size; i++) bytes.push(view.getUint8(i));
  };
  const u32 = (value: number): void => { number(4, (view) => { view.setUint32(0, value, littleEndian); }); };
  const u64 = (value: number): void => { number(8, (view) => { view.setBigUint64(0, BigInt(value), littleEndian); }); };
  const string = (value: string): void => {
    const encoded = encoder.encode(value);
    u64(encoded.length);
    for (const byte of encoded) bytes.push(byte);
  };
  for (const byte of encoder.encode('GGUF')) bytes.push(byte);
  u32(version);
  u64(0);
  u64(entries);
  for (const [key, type, value] of metadata) {
    string(key);
    if (type === 'string') {
      u32(8);
      string(value);
    } else if (type === 'uint') {
      u32(4);
      u32(value);
    } else if (type === 'flag') {
      u32(7);
      bytes.push(Number(value));
    } else {
      u32(9);
      u32(arrayTypes[type]);
      u64(value.length);
      for (const one of value) {
        if (typeof one === 'string') string(one);
        else if (type === 'bytes') bytes.push(one);
        else if (type === 'ints') u32(one);
        else number(4, (view) => { view.setFloat32(0, one, littleEndian); });
      }
    }
  }
  return new Uint8Array(bytes);
}
