import { describe, expect, it } from 'vitest';
import { byteToCharacter, characterToByte, toByteCharacters } from './byte-characters.ts';

describe('the characters that bytes are written as', () => {
  it('are those of GPT-2', () => {
    expect(byteToCharacter).toHaveLength(256);
    expect(byteToCharacter[0x20]).toBe('Ġ');
    expect(byteToCharacter[0x0a]).toBe('Ċ');
    expect(byteToCharacter[0x00]).toBe('Ā');
    expect(byteToCharacter[0x7f]).toBe('ġ');
    expect(byteToCharacter[0xad]).toBe('Ń');
    expect(byteToCharacter[0x41]).toBe('A');
    expect(byteToCharacter[0xff]).toBe('ÿ');
  });

  it('are one to one', () => {
    expect(new Set(byteToCharacter).size).toBe(256);
    byteToCharacter.forEach((character, byte) => {
      expect(characterToByte(character.charCodeAt(0))).toBe(byte);
    });
    expect(characterToByte(0x20)).toBe(-1);
    expect(characterToByte(0x144)).toBe(-1);
    expect(characterToByte(0xac00)).toBe(-1);
  });

  it('spell the UTF-8 of a text', () => {
    expect(toByteCharacters(' Héllo\n')).toBe('ĠHÃ©lloĊ');
    expect(toByteCharacters('가👋')).toBe('ê°ĢðŁĳĭ');
  });

  it('read a lone surrogate as U+FFFD', () => {
    expect(toByteCharacters('\ud800a')).toBe('ï¿½a');
  });
});
