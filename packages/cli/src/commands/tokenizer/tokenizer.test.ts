import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { figment, ofType } from '../../../test/figment.ts';
import { runProgram } from '../../../test/run-program.ts';

const tokenizer = (...args: readonly string[]) => runProgram('tokenizer', ...args);

const korean = '안녕하세요, 오늘 날씨가 참 좋습니다.\n오늘은 날이 맑고 바람이 좋습니다.\n';
const english = 'the cat sat on the mat.\nthe dog sat on the cat.\n';

let folder: string;
let data: string;
let tok: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figment-tokenizer-'));
  data = join(folder, 'text.txt');
  tok = join(folder, 'tok.json');
  await writeFile(data, (korean + english).repeat(5));
  const trained = await figment(['tokenizer', 'train', '--vocab', '320', '--data', data, '--out', tok, '--json']);
  expect(trained.err).toBe('');
  expect(ofType(trained.events, 'done')).toMatchObject([{ kind: 'figment/tokenizer', vocabularySize: 320, files: [tok] }]);
}, 120_000);
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe('figment tokenizer', { timeout: 120_000 }, () => {
  it('trains one that is a tokenizer.json, and nothing else is left beside it', async () => {
    expect(JSON.parse(await readFile(tok, 'utf8'))).toMatchObject({ version: '1.0', model: { type: 'BPE' } });
    expect((await readdir(folder)).sort()).toEqual(['text.txt', 'tok.json']);
  });

  it('encodes a text to tokens, ids and offsets, and brings it back to the byte', async () => {
    const text = '안녕하세요 👋🏽\n';
    const { events } = await tokenizer('encode', tok, text);
    const [encoding] = ofType(events, 'encoding') as { ids: number[]; tokens: string[]; offsets: number[][] }[];
    expect(encoding!.tokens).toHaveLength(encoding!.ids.length);
    expect(encoding!.offsets.at(-1)).toEqual([10, 11]);
    const piped = await figment(['tokenizer', 'encode', tok, '--ids'], { input: text });
    expect(piped.out).toBe(`${encoding!.ids.join(' ')}\n`);
    expect((await figment(['tokenizer', 'decode', tok], { input: piped.out })).out).toBe(text);
    expect((await tokenizer('decode', tok, ...encoding!.ids.map(String))).out).toBe(text);
    expect((await tokenizer('decode', tok, JSON.stringify(encoding!.ids))).out).toBe(text);
  });

  it('shows tokens without colours in a pipe, and where each stands', async () => {
    const shown = await tokenizer('encode', tok, 'the cat sat 뷁');
    expect(shown.out).toMatch(/^the ·cat ·sat ·‹EB› ‹B7› ‹81›\n\n[\d ]+\n6 tokens, 13 characters, 15 bytes\n$/);
    const { out } = await tokenizer('encode', tok, 'the cat', '--offsets');
    expect(out.split('\n').map((line) => line.trim().split(/ +/).slice(1))).toEqual([['start', 'end', 'token'], ['0', '3', 'the'], ['3', '7', '·cat'], []]);
  });

  it('lets a text spell a special token only where it is allowed', async () => {
    const ids = async (...more: string[]): Promise<string> => (await tokenizer('encode', tok, '<|endoftext|>', '--ids', ...more)).out.trim();
    expect((await ids()).split(' ').length).toBeGreaterThan(1);
    expect(await ids('--allow-special', 'all')).toBe('0');
    expect(await ids('--allow-special', '<|endoftext|>')).toBe('0');
    expect((await tokenizer('decode', tok, '0')).out).toBe('');
    expect((await tokenizer('decode', tok, '0', '--keep-special')).out).toBe('<|endoftext|>');
  });

  it('tells what a tokenizer is made of', async () => {
    const { events, out } = await tokenizer('inspect', tok);
    expect(ofType(events, 'tokenizer')).toMatchObject([{ model: 'BPE', vocabularySize: 320, merges: 63, addedTokens: [{ id: 0, content: '<|endoftext|>', special: true }], decoder: { type: 'ByteLevel' } }]);
    expect(out).toMatch(/^model +BPE, 63 merges$/m);
    expect(out).toMatch(/^special tokens +0 {2}<\|endoftext\|>/m);
    expect(out).toMatch(/^tokens that begin with /m);
  });

  it('counts what texts cost with several, side by side, each script for itself', async () => {
    const folderOut = join(folder, 'characters');
    await tokenizer('train', '--model', 'characters', '--vocab', '200', '--special', '<unk>,<pad>', '--data', data, '--out', folderOut);
    expect((await readdir(folderOut)).sort()).toEqual(['special_tokens_map.json', 'tokenizer.json', 'tokenizer_config.json']);
    const { events, out } = await tokenizer('count', tok, folderOut, '--data', data);
    const characters = Array.from(korean + english).length * 5;
    const costs = ofType(events, 'cost') as { tokens: number; characters: number; scripts: Record<string, { tokens: number; characters: number }> }[];
    expect(costs.map((cost) => cost.characters)).toEqual([characters, characters]);
    expect(costs[1]!.tokens).toBe(characters);
    expect(costs[0]!.tokens).toBeLessThan(characters);
    expect(costs[0]!.scripts['hangul']!.characters).toBe(5 * Array.from(korean.matchAll(/\p{L}/gu)).length);
    expect(out).toMatch(/^tokens a character: hangul +[\d.]+ +1\.00$/m);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const big = join(folder, 'big.txt');
    await writeFile(big, Array.from({ length: 200_000 }, (_, i) => `${(i * 2_654_435_761) % 4_294_967_296} ${korean}`).join(''));
    const out = join(folder, 'never', 'tok.json');
    const stopped = await figment(['tokenizer', 'train', '--vocab', '30000', '--data', big, '--out', out, '--json'], { ctrlC: { at: '"type":"progress"' } });
    expect(stopped.code).toBe(130);
    expect(ofType(stopped.events, 'stopped')).toHaveLength(1);
    expect(existsSync(join(folder, 'never'))).toBe(false);
    await rm(big);
  });

  it.each<[string, readonly string[], string, string]>([
    ['a file that is not there', ['encode', 'nowhere.json', 'x'], 'FILE_NOT_FOUND', 'nowhere.json'],
    ['data that is not there', ['train', '--vocab', '300', '--data', 'nowhere.txt', '--out', 'x.json'], 'FILE_NOT_FOUND', '--data must name text files that can be read, got nowhere.txt.'],
    ['no data', ['train', '--vocab', '300', '--out', 'x.json'], 'OPTIONS_INVALID', '--data must name text files'],
    ['no place to write', ['train', '--vocab', '300', '--data', 'x'], 'OPTIONS_INVALID', '--out must name where the tokenizer goes'],
    ['a vocabulary of nothing', ['train', '--vocab', '0', '--data', 'x', '--out', 'x.json'], 'OPTIONS_INVALID', 'options.vocabulary must be an integer from 1'],
    ['a model that is not known', ['train', '--model', 'bqe', '--data', 'x', '--out', 'x.json'], 'OPTIONS_INVALID', 'options.model must be'],
    ['a kind that is not known', ['train', '--kind', 'no/where', '--data', 'x', '--out', 'x.json'], 'PLUGIN_NOT_FOUND', 'no tokenizer is called "no/where"'],
    ['a flag that is not known', ['train', '--vocabular', '3', '--data', 'x', '--out', 'x.json'], 'commander.unknownOption', "unknown option '--vocabular'"],
    ['a command that is not known', ['encod'], 'commander.unknownCommand', 'Did you mean encode?'],
    ['ids that are no numbers', ['decode', 'TOK', '1', 'two'], 'INPUT_INVALID', 'ids must be whole numbers from 0, got two.'],
    ['an id that it does not have', ['decode', 'TOK', '320'], 'TOKEN_UNKNOWN', 'ids go from 0 to 319'],
    ['a special token that it does not have', ['encode', 'TOK', 'x', '--allow-special', '<nobody>'], 'OPTIONS_INVALID', '<nobody>'],
  ])('refuses %s', async (_, args, code, words) => {
    const refused = tokenizer(...args.map((word) => (word === 'TOK' ? tok : word)));
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
  });

  it('ends with code 1 where something is wrong, and 2 where the command line is', async () => {
    expect(await figment(['tokenizer', 'decode', tok, '320'])).toMatchObject({ code: 1, err: expect.stringMatching(/^error TOKEN_UNKNOWN: /) as string });
    expect(await figment(['tokenizer', 'encod'])).toMatchObject({ code: 2 });
  });
});
