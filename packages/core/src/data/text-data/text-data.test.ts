import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { holdOut } from '../hold-out.ts';
import type { IndexedDataset } from '../indexed.ts';
import { openDataset } from '../open-dataset.ts';
import { textData } from './text-data.ts';
import { texts } from './texts.ts';

let folder: string;
const file = (name: string): string => join(folder, name);
const all = async (dataset: IndexedDataset<object>): Promise<object> => await dataset.read(Array.from({ length: dataset.size }, (_, i) => i));
const chat = [{ role: 'user', content: '안녕?' }, { role: 'assistant', content: 'Hello.' }] as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'text-data-'));
  await mkdir(file('book'));
  const files = {
    'book/b.txt': 'two\nthree\n',
    'book/a.md': 'one',
    'texts.jsonl': '{"text":"one"}\n\n{"text":"둘"}\n',
    'labels.jsonl': '{"text":"good","label":1}\n{"text":"bad","label":0}\n',
    'chats.jsonl': `${JSON.stringify({ messages: chat })}\n`,
    'prompts.jsonl': '{"prompt":"안녕?","completion":"Hello."}\n',
    'pairs.jsonl': '{"source":"cat","target":"고양이"}\n',
    'pairs.tsv': 'cat\t"고양이"\nbig dog\t큰 개\n',
    'named.csv': 'target,source\r\n"개, 강아지","a ""dog"""\r\n\n고양이,"a\ncat"\n',
    'labels.csv': 'text,label\ngood,1\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(file(name), text);
});
afterAll(() => rm(folder, { recursive: true }));

describe('textData', () => {
  it.each([
    ['a folder of files, each a text', 'book', { text: ['one', 'two\nthree\n'] }],
    ['texts', 'texts.jsonl', { text: ['one', '둘'] }],
    ['texts with labels', 'labels.jsonl', { text: ['good', 'bad'], label: { data: Int32Array.of(1, 0), shape: [2] } }],
    ['conversations', 'chats.jsonl', { chat: [chat] }],
    ['prompts and completions, as conversations', 'prompts.jsonl', { chat: [chat] }],
    ['pairs', 'pairs.jsonl', { source: ['cat'], target: ['고양이'] }],
    ['pairs between tabs, in which quotes are quotes', 'pairs.tsv', { source: ['cat', 'big dog'], target: ['"고양이"', '큰 개'] }],
    ['columns by their names, in quotes where they hold commas and lines', 'named.csv', { target: ['개, 강아지', '고양이'], source: ['a "dog"', 'a\ncat'] }],
    ['labels in a table', 'labels.csv', { text: ['good'], label: { data: Int32Array.of(1), shape: [1] } }],
  ])('reads %s', async (_, name, expected) => {
    const opened = await openDataset(file(name)) as IndexedDataset<object>;
    expect(await all(opened)).toEqual(expected);
    expect(Object.keys(opened.fields).sort()).toEqual(Object.keys(expected).sort());
  });

  it('reads files that a user chose, cut into lines', async () => {
    const data = await textData([new File(['one\ntwo'], 'a.txt'), new File(['{"text":"three"}'], 'b.JSONL')], { by: 'line' });
    expect(await all(data)).toEqual({ text: ['one', 'two', 'three'] });
    expect(data.fields.text).toEqual({ kind: 'text' });
  });

  it.each([
    ['what is no JSON', 'a.jsonl', '{"text":"one"}\n{"text":\n', 'a.jsonl, line 2, must be JSON: '],
    ['a line without anything known', 'a.jsonl', '{"txt":"one"}', 'a.jsonl, line 1, must have text, messages, prompt and completion, or source and target, got txt.'],
    ['a text that is none', 'a.jsonl', '\n{"text":3}', 'a.jsonl, line 2, must have a text as text, got 3.'],
    ['a pair without its other half', 'a.jsonl', '{"source":"one"}', 'a.jsonl, line 1, must have a text as target, got nothing.'],
    ['a message of nobody', 'a.jsonl', '{"messages":[{"role":"dog","content":"woof"}]}', 'a.jsonl, line 1, must hold a conversation: messages'],
    ['a conversation to learn nothing from', 'a.jsonl', '{"messages":[{"role":"user","content":"hi"}]}', 'a.jsonl, line 1, must have something that the assistant says'],
    ['a label that is no number', 'a.csv', 'text,label\n"a\nb",good\n', 'a.csv, line 2, must have a whole number of at least 0 as label, got "good".'],
    ['a row with too many columns', 'a.csv', 'a,b\n"c\nd",e\nf,g,h\n', 'a.csv, line 4, must have 2 columns (source, target), got 3.'],
    ['a quote that never ends', 'a.csv', 'a,b\nc,"d\n', 'a.csv, line 2, must be a row of a CSV file: '],
    ['examples of two kinds', 'a.jsonl', '{"text":"one"}\n{"source":"a","target":"b"}', 'a.jsonl, line 2, must have text as a.jsonl, line 1, has, got source and target.'],
  ])('refuses %s, and says where', async (_, name, content, message) => {
    await expect(textData(new File([content], name))).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining(message) as string });
  });

  it('says what is missing, or empty', async () => {
    await expect(textData(file('none.txt'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(textData(new File(['\n'], 'a.jsonl'))).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    await expect(textData(file('pairs.tsv'), { fields: ['chat'] })).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining('must have chat, got source and target.') as string });
  });
});

describe('holdOut', () => {
  it('takes every n-th of many examples', async () => {
    const { train, heldOut } = await holdOut(texts(Array.from({ length: 100 }, (_, i) => String(i))), 0.1);
    expect(await all(heldOut)).toEqual({ text: ['1', '11', '21', '31', '41', '51', '61', '71', '81', '91'] });
    expect(train.size).toBe(90);
  });

  it('takes the end of each text where there are few, from the beginning of a line or a word', async () => {
    const { train, heldOut } = await holdOut(texts([`${'a'.repeat(80)}\nbcd efgh ijk lmn opq`, 'one two three four five six seven eight nine ten']), 0.2);
    expect(await all(train)).toEqual({ text: [`${'a'.repeat(80)}\n`, 'one two three four five six seven '] });
    expect(await all(heldOut)).toEqual({ text: ['bcd efgh ijk lmn opq', 'eight nine ten'] });
  });

  it('refuses parts that are none', async () => {
    await expect(holdOut(texts(['a b']), 0.7)).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });
});
