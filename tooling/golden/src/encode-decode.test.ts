import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { GoldenCase } from './case/case.ts';
import { kind } from './kinds/encode-decode.ts';

const folder = mkdtempSync(join(tmpdir(), 'golden-tokenizer-'));
const tokenizer = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: null,
  decoder: null,
  model: { type: 'WordLevel', vocab: { '<unk>': 0, the: 1 }, unk_token: '<unk>' },
};
writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const row = { text: 'the  The', ids: [1, 1], tokens: ['the', 'the'], offsets: [[0, 3], [5, 8]], decoded: 'the the' };

async function failures(expected: object, inputs: object = {}): Promise<readonly string[]> {
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ topic: 'tokenizer', name: 'word', kind: 'encode-decode', inputs, expected }));
  return (await kind.check(new GoldenCase(folder))).failures;
}

describe('cases of texts and ids', () => {
  it('pass where all is as expected', async () => {
    expect(await failures({ rows: [row] }, { vocab_size: 2 })).toEqual([]);
    expect(await failures({ rows: [row] }, { vocab_size: 3 })).toEqual(['tokenizer.json: vocabulary size is 2, expected 3']);
    expect(await failures({ rows: [{ ...row, offsets: [[0, 3], [4, 8]] }] })).toEqual(['row 0: offsets is [[0,3],[5,8]], expected [[0,3],[4,8]]']);
    expect(await failures({ rows: [{ ...row, decoded: 'the' }] })).toHaveLength(3);
  });

  it('fail where ids, masks or errors differ', async () => {
    expect(await failures({ rows: [{ ...row, ids: [1, 0] }] })).toContain('row 0: ids is [1,1], expected [1,0]');
    const pair = { a: 'the', b: 'the', ids: [0], type_ids: [1], special_tokens_mask: [1], sequence_ids: [0] };
    expect(await failures({ rows: [], pairs: [pair] })).toHaveLength(4);
    const rows = [{ text: 'the the the', ids: [1], overflowing: [], attention_mask: [1] }, { text: 'the', error: 'too short' }];
    const wrong = await failures({ rows: [], truncation_padding: [{ truncation: { max_length: 2 }, padding: { pad_id: 0, pad_token: '<unk>' }, rows }] });
    expect(wrong).toContainEqual(expect.stringMatching(/^setting 0, row 0: overflowing is/));
    expect(wrong).toContainEqual('setting 0, row 1: what is thrown is "nothing", expected "OPTIONS_INVALID"');
  });
});
