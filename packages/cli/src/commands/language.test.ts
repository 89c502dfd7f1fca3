import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { saveModel } from '@figment/core/checkpoint';
import { texts } from '@figment/core/data';
import { train } from '@figment/core/training';
import { trainTokenizer } from '@figment/tokenizer';
import { sequenceToSequence, textEncoder, transformer } from '@figment/transformer';
import { saveHuggingFace } from '@figment/transformer/huggingface';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../test/figment.ts';
import { runProgram } from '../../test/run-program.ts';

const story = Array.from({ length: 24 }, (_, i) => `User: how many?\nAssistant: The cat ${i % 10} sat. 고양이.`);
const size = { layers: 1, width: 32, heads: 2, context: 96 };

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-language-'));
  await selectBackend({ prefer: 'wasm' });
  const tokenizer = await trainTokenizer(story, { model: 'bpe', vocabulary: 300 });
  const speaker = await createModel(transformer, { preset: 'llama', ...size }, { seed: 1, tokenizer });
  const run = train(speaker, { data: texts(story), steps: 60, batchSize: 4, seed: 1 })[Symbol.asyncIterator]();
  while ((await run.next()).done !== true);
  await saveModel(speaker, at('speaker'));
  await saveHuggingFace(speaker, at('hugging'));
  const silent = await createModel(transformer, { ...size, vocabulary: 20 }, { seed: 1 });
  await saveModel(silent, at('silent'));
  const translator = await createModel(sequenceToSequence, size, { seed: 1, tokenizer });
  await saveModel(translator, at('translator'));
  const encoder = await createModel(textEncoder, { ...size, classes: 2, objective: 'classify' }, { seed: 1, tokenizer });
  await saveModel(encoder, at('encoder'));
  for (const model of [speaker, silent, translator, encoder]) model.dispose();
  await writeFile(at('story.txt'), story.join('\n\n'));
  await writeFile(at('pairs.tsv'), 'source\ttarget\nhow many?\tThe cat.\nwho?\t고양이.\n');
  await writeFile(at('labels.jsonl'), story.map((text, i) => JSON.stringify({ text, label: i % 2 })).join('\n'));
}, 240_000);
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe('figment chat', { timeout: 240_000 }, () => {
  it('answers what is piped in, line by line, and does what is said to it', async () => {
    const { out, err, code } = await figment(['chat', at('speaker'), '--max-tokens', '8', '--seed', '3'], { input: 'how many?\n/seed 7\n/temperature 0\nhow many?\n/reset\nhow many?\n/temperature -1\n/dance\n/exit\nnever said\n' });
    expect(err).toMatch(/error OPTIONS_INVALID: options\.temperature must be .*, got -1\./);
    expect(err).toContain('/dance is not known; there are /reset, /system,');
    expect(out).toContain('Seed 7.\ntemperature 0.\n');
    expect(out).toContain('A new conversation.\n');
    expect(out).not.toContain('never said');
    expect(code).toBe(0);
  });

  it('tells machines each token and each answer, and the same seed says the same', async () => {
    const ask = async (...flags: readonly string[]) => await figment(['chat', at('speaker'), '--max-tokens', '8', '--json', ...flags], { input: 'how many?\nand?\n' });
    const { events } = await ask('--seed', '3');
    const answers = ofType(events, 'answer');
    expect(answers).toHaveLength(2);
    expect(ofType(events, 'token').map(({ text }) => text).join('')).toBe(answers.map(({ text }) => text).join(''));
    expect(ofType((await ask('--seed', '3')).events, 'answer')).toEqual(answers);
  });

  it('talks to a folder of Hugging Face as to the checkpoint that it came from', async () => {
    const ask = async (name: string) => ofType((await figment(['chat', at(name), '--max-tokens', '8', '--temperature', '0', '--seed', '1', '--json'], { input: 'how many?\n' })).events, 'answer');
    expect(await ask('hugging')).toEqual(await ask('speaker'));
  });

  it('stops an answer at Ctrl-C', async () => {
    const { events } = await figment(['chat', at('speaker'), '--max-tokens', '1000000', '--overflow', 'slide', '--bias', '{"0":-100}', '--seed', '1', '--json'], { input: 'how many?\n', ctrlC: { at: '"token"' } });
    expect(ofType(events, 'answer')).toMatchObject([{ stopped: true }]);
  });

  it.each([
    ['a folder that is not there', () => ['chat', 'nowhere'], 'FILE_NOT_FOUND', /nowhere/],
    ['a GGUF file that is not there', () => ['chat', 'nowhere.gguf'], 'FILE_NOT_FOUND', /nowhere\.gguf/],
    ['no folder', () => ['chat'], 'OPTIONS_INVALID', /say with which model/],
    ['a model that does not talk', () => ['chat', at('translator')], 'TASK_UNKNOWN', /holds a figment\/sequence-to-sequence \(Translator\), which can't chat: it can translate, score, attend\./],
    ['a model without a tokenizer', () => ['chat', at('silent'), '--backend', 'wasm'], 'TOKENIZER_MISSING', /--tokenizer FILE\|FOLDER/],
  ])('refuses %s', async (_, args, code, message) => {
    await expect(runProgram(...args())).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('figment sample', { timeout: 240_000 }, () => {
  it('goes on with a prompt, and nothing else is written where nobody watches', async () => {
    const { out } = await runProgram('sample', at('speaker'), '--prompt', 'User: how', '--max-tokens', '12', '--seed', '1', '--backend', 'wasm');
    expect(out).toMatch(/^User: how/);
    expect(out).not.toContain('seed');
    const json = await runProgram('sample', at('speaker'), '--prompt', 'User: how', '--max-tokens', '12', '--seed', '1', '--backend', 'wasm', '--json');
    expect(ofType(json.events, 'result')).toMatchObject([{ task: 'complete', seed: 1, kind: 'text', value: out.trimEnd().slice('User: how'.length) }]);
  });

  it('begins a text where no prompt is given, and shows none that is refused', async () => {
    const { out } = await runProgram('sample', at('speaker'), '--max-tokens', '4', '--seed', '1', '--backend', 'wasm');
    expect(out.trim()).not.toBe('');
    await expect(runProgram('sample', at('speaker'), '--prompt', 'User: how many? '.repeat(60), '--backend', 'wasm')).rejects.toMatchObject({ code: 'CONTEXT_OVERFLOW' });
  });

  it('keeps a form that the text has to have', async () => {
    const { out } = await runProgram('sample', at('speaker'), '--prompt', 'User: how many?', '--constraint.pattern', '(cat|dog) [0-9]', '--seed', '1', '--backend', 'wasm');
    expect(out).toMatch(/^User: how many\?(cat|dog) [0-9]\n$/);
    const json = await runProgram('sample', at('speaker'), '--prompt', 'User: how many?', '--constraint.json', '{"type":"object","properties":{"cats":{"type":"integer","minimum":0,"maximum":9}},"required":["cats"],"additionalProperties":false}', '--seed', '1', '--backend', 'wasm', '--json');
    expect(JSON.parse(ofType(json.events, 'result')[0]?.['value'] as string)).toEqual({ cats: expect.any(Number) as number });
  });

  it('shows how surprising each token is', async () => {
    const { out } = await runProgram('sample', at('speaker'), '--task', 'score', '--text', 'User: how', '--backend', 'wasm');
    expect(out).toMatch(/^token +bits +probability\nUser /);
    expect(out).toMatch(/perplexity [\d.e+]+ {3}[\d.e-]+ bits per byte/);
  });
});

describe('figment train', { timeout: 240_000 }, () => {
  const tiny = ['--steps', '1', '--batch-size', '2', '--backend', 'wasm', '--seed', '1'];

  it('goes on from a model of texts on conversations, and says how to talk to it', async () => {
    await writeFile(at('chats.jsonl'), `${JSON.stringify({ messages: [{ role: 'user', content: 'how many?' }, { role: 'assistant', content: 'two' }] })}\n`);
    const { out } = await runProgram('train', '--from', at('speaker'), '--data', at('chats.jsonl'), '--out', at('talker'), ...tiny);
    expect(out).toMatch(/\nwrites +how many\? … /);
    expect(out).toContain(`Talk to it with: figment chat ${at('talker')}`);
  });

  it('trains what can not show a text by itself', async () => {
    const { out } = await runProgram('train', '--from', at('encoder'), '--data', at('labels.jsonl'), '--out', at('classifier'), ...tiny);
    expect(out).toContain(`saved ${at('classifier')}`);
  });

  it('trains a plugin that lies in a folder', async () => {
    const plugin = fileURLToPath(new URL('../../../../examples/plugin-lstm', import.meta.url));
    const { out } = await runProgram('train', 'acme/lstm', '--plugin', plugin, '--data', at('story.txt'), '--by', 'paragraph', '--config.width', '8', '--out', at('lstm'), ...tiny);
    expect(out).toContain('model    acme/lstm');
    expect((await runProgram('sample', at('lstm'), '--plugin', plugin, '--prompt', 'User', '--length', '4', '--seed', '1', '--backend', 'wasm')).out).toMatch(/^User/);
  });

  it.each([
    ['a model that the base is none of', () => ['figment/text-encoder', '--from', at('speaker'), '--data', at('story.txt')], 'OPTIONS_INVALID', /holds a figment\/transformer, not a figment\/text-encoder/],
    ['another tokenizer than the base has', () => ['--from', at('speaker'), '--tokenizer', fileURLToPath(new URL('../../../../models/chat', import.meta.url)), '--data', at('story.txt')], 'TOKENIZER_MISMATCH', /--tokenizer must be the one that .* was trained with/],
    ['a tokenizer to train where there is one', () => ['--from', at('speaker'), '--tokenizer', 'characters', '--data', at('story.txt')], 'FILE_NOT_FOUND', /must be a file or folder of the tokenizer that/],
    ['a config that can not be, before a tokenizer learns', () => ['figment/transformer', '--config.width', '33', '--data', at('story.txt')], 'CONFIG_INVALID', /config\.width: must be a multiple of heads \(4\), got 33\./],
    ['a plugin that is none', () => ['acme/lstm', '--plugin', fileURLToPath(new URL('../../../../', import.meta.url)), '--data', at('story.txt')], 'PLUGIN_NOT_FOUND', /its package\.json must have a name and exports/],
  ])('refuses %s', async (_, args, code, message) => {
    await expect(runProgram('train', ...args(), '--out', at('never'), ...tiny)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('figment eval', { timeout: 240_000 }, () => {
  const measured = async (...args: readonly string[]): Promise<Record<string, number>> => ofType((await runProgram('eval', ...args, '--backend', 'wasm', '--json')).events, 'evaluation')[0] as Record<string, number>;

  it('tells perplexity and bits per byte of texts', async () => {
    const { texts: count, loss, perplexity, bitsPerByte, tokens } = await measured(at('speaker'), '--data', at('story.txt'), '--by', 'paragraph');
    expect(count).toBe(story.length);
    expect(perplexity).toBeCloseTo(Math.exp(loss!), 6);
    expect(bitsPerByte).toBeCloseTo((loss! * tokens!) / Math.LN2 / Buffer.byteLength(story.join('')), 6);
  });

  it('tells chrF and BLEU of translations, and the accuracy of classes', async () => {
    expect(await measured(at('translator'), '--data', at('pairs.tsv'), '--beams', '1')).toMatchObject({ pairs: 2, chrF: expect.any(Number) as number, bleu: expect.any(Number) as number });
    expect((await measured(at('encoder'), '--data', at('labels.jsonl')))['accuracy']).toBeGreaterThanOrEqual(0);
  });
});
