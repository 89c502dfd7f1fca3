import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../test/figment.ts';

const tiny = ['--config.layers', '1', '--config.width', '16', '--config.heads', '2', '--config.context', '16', '--batch-size', '4', '--backend', 'wasm', '--seed', '5', '--json'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-language-'));
  await writeFile(join(folder, 'book.txt'), 'The cat sat on the mat. The dog sat on the cat.\n'.repeat(20));
  await writeFile(join(folder, 'chats.jsonl'), `${JSON.stringify({ messages: [{ role: 'user', content: 'hi' }, { role: 'assistant', content: 'ok' }] })}\n`);
});
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe('figment train on texts', { timeout: 600_000 }, () => {
  it('trains the tokenizer and the model, measures on what it holds out, goes on, and lets an adapter learn from there', async () => {
    const run = join(folder, 'run');
    const trained = await figment(['train', 'figment/transformer', '--data', join(folder, 'book.txt'), '--vocabulary', '270', '--validation', '0.1', '--steps', '2', '--out', run, ...tiny]);
    expect(trained.err).toBe('');
    expect(trained.code).toBe(0);
    expect(ofType(trained.events, 'tokenizer')).toMatchObject([{ vocabularySize: 270 }]);
    expect(ofType(trained.events, 'validation')).toMatchObject([{ step: 1, metrics: { bitsPerByte: expect.any(Number) as number } }, { step: 2 }]);
    expect(ofType(trained.events, 'sample')).toMatchObject([{ step: 2 }]);

    const resumed = await figment(['train', '--resume', run, '--steps', '3', '--backend', 'wasm', '--json']);
    expect(ofType(resumed.events, 'step')).toMatchObject([{ step: 3 }]);

    const other = await figment(['train', '--resume', run, '--steps', '4', '--tokenizer', 'characters']);
    expect(other.err).toContain('OPTIONS_INVALID: a run that is resumed keeps its tokenizer');

    const adapted = await figment(['train', '--from', run, '--data', join(folder, 'chats.jsonl'), '--config.adapter.rank', '2', '--steps', '1', '--out', join(folder, 'adapted'), '--backend', 'wasm', '--seed', '6', '--json']);
    expect(adapted.err).toBe('');
    const [start] = ofType(adapted.events, 'start') as { parameters: number }[];
    // Two matrices of rank 2 for each of four layers of 16 by 16.
    expect(start!.parameters).toBe(4 * 2 * 2 * 16);
  });

  it('refuses data that a language model does not learn from, and tokenizers that are none', async () => {
    const pictures = await figment(['train', 'figment/transformer', '--data', 'fashion-mnist', '--out', join(folder, 'x')]);
    expect(pictures.err).toContain('DATA_INVALID: figment/transformer learns from text (text); or chat (chat), but Fashion-MNIST has image (image), label (label).');
    const nothing = await figment(['train', 'figment/transformer', '--data', join(folder, 'book.txt'), '--tokenizer', 'letters', '--out', join(folder, 'x')]);
    expect(nothing.err).toContain('--tokenizer must be a file or folder of a tokenizer, or a kind to train (bpe,');
  });
});
