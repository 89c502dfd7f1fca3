import { describe, expect, it } from 'vitest';

import { helpBlocks } from '../packages/help-blocks.ts';
import { shuffled } from './shuffled.ts';
import { messagesForTranslation } from './translation.ts';

describe('texts for language models', () => {
  it('are the blocks of help pages as plain text, by their ids', () => {
    const page = '<h1 id="a">제목</h1><p id="b" class="x">셀을 <span>&lt;A1&gt;</span>\n  선택&nbsp;합니다.</p><p>without id</p><td id="c">표</td><p id="d"> </p>';
    expect(helpBlocks(page)).toEqual([['a', '제목'], ['b', '셀을 <A1> 선택 합니다.'], ['c', '표']]);
  });

  it('for translation are short, and each English one stands once', () => {
    const open = { english: 'Open', korean: '열기' };
    expect(messagesForTranslation([open, { english: 'Open', korean: '열다' }, { english: 'x'.repeat(91), korean: '긴 글' }, { english: 'Tab\there', korean: '탭' }])).toEqual([open]);
  });

  it('are shuffled alike by the same seed', () => {
    const values = Array.from({ length: 50 }, (_, i) => i);
    expect(shuffled(values, 3)).toEqual(shuffled(values, 3));
    expect(shuffled(values, 3)).not.toEqual(values);
    expect([...shuffled(values, 3)].sort((a, b) => a - b)).toEqual(values);
  });
});
