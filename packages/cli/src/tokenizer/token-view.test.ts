import { describe, expect, it } from 'vitest';

import { coloured, plainTokens, tokenViews, visibleText } from './token-view.ts';

const tokenizer = { vocabularySize: 9, encode: () => ({ ids: [] }), decode: (ids: readonly number[]) => `<${ids.join()}>` };
const views = (text: string, tokens: readonly string[], offsets: readonly (readonly [number, number])[]) => tokenViews(tokenizer, text, { ids: tokens.map((_, i) => i), tokens, offsets });

describe('tokens for people', () => {
  it('have their white space and control characters made visible, and joined emoji left whole', () => {
    expect(visibleText(' a\tb\r\n\u00A0\u0007\uFEFF')).toBe('·a⇥b␍⏎‹00A0›‹0007›‹FEFF›');
    expect(visibleText('👨‍👩‍👧 안녕')).toBe('👨‍👩‍👧·안녕');
  });

  it('are bytes where several share a character', () => {
    const shared = views('뷁!', ['<0xEB>', '<0xB7>', '<0x81>', '!'], [[0, 1], [0, 1], [0, 1], [1, 2]]);
    expect(plainTokens(shared)).toBe('‹EB› ‹B7› ‹81› !');
  });

  it('are their names where they stand in no text', () => {
    expect(plainTokens(views('a', ['<s>', 'a'], [[0, 0], [0, 1]]))).toBe('<s> a');
    expect(plainTokens(tokenViews(tokenizer, 'a', { ids: [3] }))).toBe('<3>');
  });

  it('stand on lines as in the text, each on a light colour under dark letters', () => {
    const shown = views('a\nb', ['a\n', 'b'], [[0, 2], [2, 3]]);
    expect(plainTokens(shown)).toBe('a⏎\nb');
    expect(coloured(shown)).toBe('\u001B[38;5;16;48;5;153ma⏎\u001B[0m\n\u001B[38;5;16;48;5;157mb\u001B[0m');
  });
});
