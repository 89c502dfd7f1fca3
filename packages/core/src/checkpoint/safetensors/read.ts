import { FigmentError } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import type { ByteSource } from '../bytes.ts';
import { decode } from './dtype.ts';
import { readHeader, type SafetensorsEntry, type SafetensorsHeader } from './header.ts';

/** An open file: the header is read and checked, tensors are read when they are asked for. */
export interface Safetensors extends SafetensorsHeader {
  /** Bytes of the whole file. */
  readonly size: number;
  /**
   * One tensor: F32, F16, BF16 and F64 as float32; I32 and I64 as int32; U8 and BOOL as bytes.
   *
   * @throws FigmentError `SAFETENSORS_INVALID` when there is no such tensor, or its type can't be read
   */
  read(name: string): Promise<HostArray>;
  /** All tensors in the order of the file, or those of these names; neighbours are read together. */
  readAll(options?: { readonly names?: ReadonlySet<string> | undefined }): AsyncGenerator<readonly [name: string, array: HostArray], void, undefined>;
}

/** Tensors are read together up to so many bytes: few requests, little memory. */
const RUN_BYTES = 16 * 2 ** 20;

/**
 * Opens a safetensors file.
 *
 * @param file names it in messages
 * @throws FigmentError `SAFETENSORS_INVALID` when it is cut off, foreign or contradicts itself; the message says where
 */
export async function openSafetensors(source: ByteSource, file = 'safetensors'): Promise<Safetensors> {
  const header = await readHeader(source, file);
  const bytesFrom = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = await source.slice(start, end).arrayBuffer();
    if (bytes.byteLength !== end - start) throw new FigmentError('SAFETENSORS_INVALID', `${file}: bytes ${start} to ${end} can't be read, it ends at ${start + bytes.byteLength}: it was cut off.`);
    return bytes;
  };
  const arrayOf = (name: string, { dtype, shape }: SafetensorsEntry, bytes: ArrayBuffer): HostArray => ({ data: decode(dtype, bytes, `${file}: "${name}"`), shape });
  return {
    ...header,
    size: source.size,
    async read(name) {
      const entry = header.tensors.get(name);
      if (entry === undefined) throw new FigmentError('SAFETENSORS_INVALID', `${file} holds no tensor "${name}".`);
      return arrayOf(name, entry, await bytesFrom(entry.start, entry.end));
    },
    async *readAll({ names } = {}) {
      for (const run of runsOf([...header.tensors].filter(([name]) => names?.has(name) ?? true))) {
        const start = (run[0] as Located)[1].start;
        const bytes = await bytesFrom(start, (run.at(-1) as Located)[1].end);
        for (const [name, entry] of run) yield [name, arrayOf(name, entry, bytes.slice(entry.start - start, entry.end - start))];
      }
    },
  };
}

type Located = readonly [name: string, entry: SafetensorsEntry];

/** Neighbours, as long as they are not too large together. */
function runsOf(entries: readonly Located[]): Located[][] {
  const runs: Located[][] = [];
  for (const located of entries) {
    const run = runs.at(-1);
    const [, { start, end }] = located;
    if (run !== undefined && run.at(-1)?.[1].end === start && end - (run[0] as Located)[1].start <= RUN_BYTES) run.push(located);
    else runs.push([located]);
  }
  return runs;
}
