import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { definePlugin, defineTokenizer, type Plugin, trainTokenizer } from './index.ts';

/** Every character that it has read is a token. */
const letters = defineTokenizer({
  id: 'test/letters',
  title: 'Letters',
  options: z.object({ most: z.int().min(1).default(100).describe('The most letters it may know.') }),
  async open(files) {
    return tokenizerOf(await (await files('letters.txt')).text());
  },
  async train(texts, { most }, { onProgress }) {
    const known = new Set<string>();
    let done = 0;
    for await (const text of texts) {
      for (const letter of text) if (known.size < most) known.add(letter);
      onProgress({ phase: 'reading', done: ++done });
    }
    return tokenizerOf([...known].sort().join(''));
  },
});

function tokenizerOf(alphabet: string) {
  return {
    vocabularySize: alphabet.length,
    encode: (text: string) => ({ ids: Array.from(text, (letter) => alphabet.indexOf(letter)) }),
    decode: (ids: readonly number[]) => ids.map((id) => alphabet[id]).join(''),
  };
}

describe('a plugin with a tokenizer', () => {
  const plugin: Plugin = { specVersion: 'v1', id: 'test/letters', version: '0.1.0', tokenizers: [letters] };

  it('is accepted, whatever its options are', () => {
    expect(definePlugin(plugin)).toBe(plugin);
  });

  it.each<[string, object, string]>([
    ['options that are no schema', { options: {} }, 'options of test/letters must be a schema'],
    ['a train that is no function', { train: 'yes' }, 'train of test/letters must be a function, got "yes".'],
    ['a save that is no function', { save: 1 }, 'save of test/letters must be a function, got 1.'],
    ['no open', { open: undefined }, 'tokenizers[0] of plugin test/letters must have a function open().'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => definePlugin({ ...plugin, tokenizers: [{ ...letters, ...change }] })).toThrow(expect.objectContaining({ code: 'PLUGIN_INVALID', message: expect.stringContaining(message) as string }));
  });
});

describe('trainTokenizer', () => {
  it('trains with validated options and tells how far it is', async () => {
    const progress: unknown[] = [];
    const tokenizer = await trainTokenizer(letters, ['가나', '나다'], { options: { most: 2 }, onProgress: (event) => progress.push(event) });
    expect(tokenizer.vocabularySize).toBe(2);
    expect(tokenizer.decode(tokenizer.encode('나가').ids)).toBe('나가');
    expect(progress).toEqual([{ phase: 'reading', done: 1 }, { phase: 'reading', done: 2 }]);
  });

  it('refuses wrong options before it reads a text', async () => {
    const texts = { [Symbol.iterator]: () => { throw new Error('read'); } };
    await expect(trainTokenizer(letters, texts, { options: { most: 0 } })).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: expect.stringContaining('options.most must be an integer of at least 1, got 0') as string });
    await expect(trainTokenizer({ ...letters, options: undefined }, texts, { options: { most: 1 } })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('refuses what can not be trained, and what gives no tokenizer', async () => {
    await expect(trainTokenizer({ id: 'test/opened', title: 'Opened', open: async () => tokenizerOf('') }, [])).rejects.toMatchObject({ code: 'TRAINING_INVALID' });
    await expect(trainTokenizer({ ...letters, train: async () => ({}) as never }, [])).rejects.toMatchObject({ code: 'PLUGIN_INVALID', message: 'train of test/letters must give a tokenizer: encode(), decode() and vocabularySize, got {}.' });
  });

  it('stops with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const training = trainTokenizer(letters, ['a', 'b', 'c'], { signal: controller.signal, onProgress: () => { controller.abort(reason); } });
    await expect(training).rejects.toBe(reason);
    await expect(trainTokenizer(letters, ['a'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
