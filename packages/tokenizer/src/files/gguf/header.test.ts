import { describe, expect, it } from 'vitest';

import { gguf } from '../../testing/write-gguf.ts';
import { readGgufHeader } from './index.ts';

describe('readGgufHeader', () => {
  const file = new Blob([gguf([['a', 'string', 'x'], ['b', 'ints', [1, 2]], ['c', 'flag', true]])]);

  it('reads what is to be kept, and where it ends', async () => {
    const header = await readGgufHeader(file);
    expect(header).toMatchObject({ version: 3, isLittleEndian: true, tensors: [], end: file.size });
    expect([...header.metadata]).toEqual([['a', 'x'], ['b', [1, 2]], ['c', true]]);
    expect([...(await readGgufHeader(file, { keep: (key) => key === 'c' })).metadata]).toEqual([['c', true]]);
  });

  it('reads both byte orders', async () => {
    const { metadata, isLittleEndian } = await readGgufHeader(new Blob([gguf([['a', 'uint', 7]], { littleEndian: false })]));
    expect([isLittleEndian, metadata.get('a')]).toEqual([false, 7]);
  });

  it('throws what it is told to', async () => {
    const invalid = (reason: string): Error => new RangeError(reason);
    const unsupported = (reason: string): Error => new SyntaxError(reason);
    await expect(readGgufHeader(new Blob([new Uint8Array(30)]), { invalid })).rejects.toThrow(RangeError);
    await expect(readGgufHeader(new Blob([gguf([], { version: 9 })]), { invalid, unsupported })).rejects.toThrow(SyntaxError);
    await expect(readGgufHeader(file.slice(0, 40))).rejects.toMatchObject({ code: 'TOKENIZER_INVALID', message: expect.stringMatching(/^This is no GGUF file: .*cut off/) as string });
  });
});
