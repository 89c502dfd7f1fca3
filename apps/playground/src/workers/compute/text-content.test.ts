import { describe, expect, it } from 'vitest';

import { datasetOf, joined, linesOf, readTextContent } from './text-content.ts';

describe('a file of text', () => {
  it('is one text', () => {
    expect(readTextContent('book.txt', 'Call me\nIshmael.')).toEqual({ kind: 'texts', texts: ['Call me\nIshmael.'] });
  });

  it('holds pairs where a tab stands between two texts, named or not', () => {
    const expected = { kind: 'pairs', source: ['Open', 'Save'], target: ['열기', '저장'] };
    expect(readTextContent('a.tsv', 'source\ttarget\nOpen\t열기\nSave\t저장\n')).toEqual(expected);
    expect(readTextContent('a.tsv', 'Open\t열기\r\n\r\nSave\t저장')).toEqual(expected);
    expect(() => readTextContent('a.tsv', 'Open\t열기\nSave')).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: 'line 2 of a.tsv must be two texts with a tab between them, got "Save".' }));
  });

  it('holds conversations, one a line', () => {
    const chat = [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Hello' }];
    expect(readTextContent('a.jsonl', `${JSON.stringify({ messages: chat })}\n${JSON.stringify(chat)}\n`)).toEqual({ kind: 'chats', chats: [chat, chat] });
    expect(() => readTextContent('a.jsonl', '{"messages":[{"role":"robot","content":"Hi"}]}')).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: expect.stringContaining('line 1 of a.jsonl must be a conversation') as string }));
    expect(() => readTextContent('a.jsonl', 'no json')).toThrow(expect.objectContaining({ code: 'DATA_INVALID' }));
  });

  it('is refused when it is empty', () => {
    expect(() => readTextContent('a.txt', ' \n')).toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }));
  });

  it('goes together with others that hold the same', () => {
    const text = readTextContent('a.txt', 'a');
    expect(joined([text, readTextContent('b.md', 'b')])).toEqual({ kind: 'texts', texts: ['a', 'b'] });
    expect(() => joined([text, readTextContent('b.tsv', 'a\tb')])).toThrow(expect.objectContaining({ code: 'DATA_INVALID' }));
  });

  it('is read by the trainer, and line by line by a tokenizer', async () => {
    const pairs = readTextContent('a.tsv', 'Open\t열기\nSave\t저장');
    expect(await datasetOf(pairs, 'pairs').read([1])).toEqual({ source: ['Save'], target: ['저장'] });
    expect([...linesOf(pairs)]).toEqual(['Open\n', 'Save\n', '열기\n', '저장\n']);
  });
});
