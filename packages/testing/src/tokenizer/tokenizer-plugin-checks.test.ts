import type { Tokenizer, TokenizerStream } from '@figment/core/interfaces';
import { defineTokenizer, FigmentError } from '@figment/core/plugin';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { tokenizerPluginChecks } from './tokenizer-plugin-checks.ts';

type Flaw = 'late refusal' | 'ids too high' | 'memory' | 'loss' | 'few offsets' | 'half characters' | 'lax decode' | 'random training' | 'silent training' | 'deaf training' | 'unsaved state' | 'lax open';

/** Bytes, told apart by one number that training settles; with a flaw. */
function toy(flaw?: Flaw) {
  let calls = 0;
  const make = (shift: number): Tokenizer & { readonly shift: number } => ({
    shift,
    vocabularySize: 256,
    encode(text) {
      const bytes = Array.from(new TextEncoder().encode(flaw === 'loss' ? text.toLowerCase() : text), (byte) => (byte + shift) % 256);
      if (flaw === 'ids too high' && bytes.length > 0) bytes[0] = 256;
      if (flaw === 'memory') bytes.reverse().push(calls++ % 256);
      return { ids: bytes, offsets: (flaw === 'few offsets' ? bytes.slice(1) : bytes).map(() => [0, text.length] as const) };
    },
    decode(ids) {
      if (flaw !== 'lax decode' && ids.some((id) => !Number.isInteger(id) || id < 0 || id > 255)) throw new FigmentError('INPUT_INVALID', 'no such id.');
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(ids, (id) => id - shift));
    },
    decodeStream: () => stream(shift, flaw === 'half characters'),
  });
  return defineTokenizer({
    id: 'test/toy',
    title: 'Toy',
    options: z.object({ shift: flaw === 'late refusal' ? z.number() : z.int().min(0).max(255).default(0) }),
    async train(texts, { shift }, { onProgress }) {
      let read = 0;
      for await (const text of texts) {
        if (flaw !== 'silent training') onProgress({ phase: `read ${text.length} characters`, done: ++read });
        if (flaw === 'deaf training' && read > 2) break;
      }
      return make(flaw === 'random training' ? calls++ % 256 : shift);
    },
    save: (tokenizer) => ({ 'toy.json': JSON.stringify({ shift: flaw === 'unsaved state' ? 0 : (tokenizer as ReturnType<typeof make>).shift }) }),
    async open(files) {
      const text = await (await files('toy.json')).text();
      try {
        return make((JSON.parse(text) as { shift: number }).shift);
      } catch (cause) {
        if (flaw === 'lax open') throw cause;
        throw new FigmentError('DATA_INVALID', 'toy.json must be JSON.', { cause });
      }
    },
  });
}

function stream(shift: number, halves: boolean): TokenizerStream {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push: (id) => utf8.decode(Uint8Array.of(id - shift), { stream: !halves }),
    end: () => utf8.decode(),
  };
}

async function failures(flaw?: Flaw): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  for (const { name, run } of tokenizerPluginChecks(toy(flaw), { options: { shift: 3 }, invalidOptions: { shift: -1 } })) {
    await run().catch((error: unknown) => { failed[name] = String(error); });
  }
  return failed;
}

describe('the checks of tokenizers', () => {
  it('let a sound one pass', async () => {
    expect(await failures()).toEqual({});
  });

  it.each<[Flaw, string, RegExp]>([
    ['late refusal', 'refuses wrong options before a text is read', /invalidOptions must be refused by its schema with OPTIONS_INVALID, got Error: read/],
    ['loss', 'brings texts back', /decode\(encode\("<\|endoftext.*is "<\|endoftext\|> \[unk\]/],
    ['few offsets', 'tells tokens and offsets, if at all, of every id, within the text', /gives 1 ids and 0 offsets/],
    ['lax decode', 'refuses an id that it does not have, with a code', /decode\(\[256\]\) must be refused: ids go from 0 to 255, but nothing was thrown/],
    ['random training', 'learns the same from the same texts', /differs from training to training/],
    ['silent training', 'tells how far its training is, and stops with the reason of its signal', /never calls onProgress/],
    ['deaf training', 'tells how far its training is, and stops with the reason of its signal', /must end when its signal is aborted, but nothing was thrown/],
    ['unsaved state', 'gives the same ids after it was saved and opened', /gives other ids after it was saved/],
    ['lax open', 'refuses files that are broken, with a code', /must refuse a broken toy\.json with a coded error/],
  ])('catch the flaw "%s" by the check made for it, and no other', async (flaw, check, message) => {
    const failed = await failures(flaw);
    expect(Object.keys(failed)).toEqual([check]);
    expect(failed[check]).toMatch(message);
  });

  it.each<[Flaw, string, RegExp]>([
    ['ids too high', 'gives whole numbers below vocabularySize as ids', /gives the id 256; ids must be whole numbers from 0 to 255/],
    ['memory', 'gives the same ids for the same text', /gives other ids the second time/],
    ['half characters', 'streams, if at all, what it decodes, and never half a character', /the stream of .* gives/],
  ])('catch the flaw "%s" wherever it shows', async (flaw, check, message) => {
    expect((await failures(flaw))[check]).toMatch(message);
  });
});
