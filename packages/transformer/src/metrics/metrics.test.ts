import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { bleu } from './bleu.ts';
import { chrF } from './chrf.ts';

interface Row { readonly candidates: string[]; readonly references: string[]; readonly chrf: number; readonly chrf41: number; readonly bleu: number; readonly characters: number }

// Made by sacrebleu 2.6.0: CHRF(), CHRF(char_order=4, beta=1), BLEU(), BLEU(tokenize='char').
const rows = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Row[];

describe.each(rows)('$candidates', ({ candidates, references, chrf, chrf41, bleu: expected, characters }) => {
  it('has the chrF of the reference', () => {
    expect(chrF(candidates, references)).toBeCloseTo(chrf, 9);
    expect(chrF(candidates, references, { characters: 4, beta: 1 })).toBeCloseTo(chrf41, 9);
  });

  it('has the BLEU of the reference', () => {
    expect(bleu(candidates, references)).toBeCloseTo(expected, 9);
    expect(bleu(candidates, references, { tokens: 'characters' })).toBeCloseTo(characters, 9);
  });
});

it('refuses texts without references', () => {
  expect(() => chrF(['a'], [])).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  expect(() => bleu([], [])).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
});
