import type { GoldenArray } from './array.ts';

const readers: Readonly<Record<string, { readonly dtype: string; readonly bytes: number; read(view: DataView, at: number): number }>> = {
  F64: { dtype: 'float64', bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { dtype: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  I64: { dtype: 'int64', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  I32: { dtype: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true) },
  U32: { dtype: 'uint32', bytes: 4, read: (view, at) => view.getUint32(at, true) },
  U8: { dtype: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) },
  I8: { dtype: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) },
  BOOL: { dtype: 'bool', bytes: 1, read: (view, at) => view.getUint8(at) },
};

/**
 * The expected arrays of a case, read without the code under test: a mistake in its own reader cannot hide itself.
 * Format: 8 bytes of header length, a JSON header of names to dtype, shape and offsets, then the bytes.
 */
export function readSafetensors(file: Uint8Array): Map<string, GoldenArray> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength))) as Record<string, unknown>;
  const arrays = new Map<string, GoldenArray>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = entry as { dtype: string; shape: number[]; data_offsets: [number, number] };
    const reader = readers[dtype];
    if (reader === undefined) throw new Error(`${name} has dtype ${dtype}, which this runner does not read`);
    const start = 8 + headerLength + offsets[0];
    const count = (offsets[1] - offsets[0]) / reader.bytes;
    arrays.set(name, { shape, dtype: reader.dtype, data: Float64Array.from({ length: count }, (_, i) => reader.read(view, start + i * reader.bytes)) });
  }
  return arrays;
}
