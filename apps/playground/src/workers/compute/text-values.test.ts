import { textData } from '@figment/core/data';
import { expect, it } from 'vitest';

import { kindsOf, linesOf } from './text-values.ts';

async function linesIn(name: string, text: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(await textData(new File([text], name), { fields: [] }))) lines.push(line);
  return lines;
}

it('gives a tokenizer all that is written, line by line', async () => {
  expect(await linesIn('book.txt', 'Call me\n\nIshmael.')).toEqual(['Call me\n', 'Ishmael.\n']);
  expect(await linesIn('pairs.tsv', 'Open\t열기\nSave\t저장')).toEqual(['Open\n', 'Save\n', '열기\n', '저장\n']);
  expect(await linesIn('chats.jsonl', JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Hello\nthere' }] }))).toEqual(['Hi\n', 'Hello\n', 'there\n']);
});

it('tells what a file holds by kinds', async () => {
  expect(kindsOf((await textData(new File(['Open\t열기'], 'pairs.tsv'), { fields: [] })).fields)).toEqual({ source: 'text', target: 'text' });
});
