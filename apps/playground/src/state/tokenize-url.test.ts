import { describe, expect, it } from 'vitest';

import { longestText, parseTokenizeAddress, type TokenizeAddress, writeTokenizeAddress } from './tokenize-url.ts';

const address: TokenizeAddress = { tokenizer: 'own:mine', other: '', text: '안녕'.normalize('NFD'), special: true, merges: 0, otherMerges: 12 };

describe('the address of a tokenized text', () => {
  it('says again what was written, unnormalized text too', () => {
    const link = writeTokenizeAddress(new URLSearchParams(), address).toString();
    expect(parseTokenizeAddress(new URLSearchParams(link))).toEqual(address);
  });

  it('keeps what is not its own, and says nothing of what is as it begins', () => {
    const link = writeTokenizeAddress(new URLSearchParams('lang=ko'), parseTokenizeAddress(new URLSearchParams()));
    expect(link.toString()).toBe('lang=ko');
  });

  it('leaves out a text that is too long for a link', () => {
    expect(writeTokenizeAddress(new URLSearchParams(), { ...address, text: 'a'.repeat(longestText + 1) }).has('text')).toBe(false);
  });

  it('opens even when it was cut off', () => {
    expect(parseTokenizeAddress(new URLSearchParams('merges=x&withMerges=-1&special=yes'))).toMatchObject({ merges: undefined, otherMerges: undefined, special: false });
  });
});
