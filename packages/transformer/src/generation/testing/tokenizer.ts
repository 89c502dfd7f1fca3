import { parseTokenizer, type Tokenizer } from '@figment/tokenizer';

/**
 * A byte-level tokenizer of the pieces given, and one id for each byte, after them. Its last id is special: `<end>`.
 * Pieces are spelt as texts: ' the', '가'.
 */
export function byteTokenizer(...pieces: readonly string[]): Tokenizer {
  const characters = byteCharacters();
  const spell = (text: string): string => [...new TextEncoder().encode(text)].map((byte) => characters[byte] as string).join('');
  const vocabulary: Record<string, number> = {};
  const merges: [string, string][] = [];
  const add = (token: string): void => { vocabulary[token] ??= Object.keys(vocabulary).length; };
  for (const piece of pieces.map(spell)) add(piece);
  for (const character of characters) add(character);
  for (const piece of pieces.map(spell)) {
    for (let length = 2; length <= piece.length; length++) {
      add(piece.slice(0, length));
      merges.push([piece.slice(0, length - 1), piece[length - 1] as string]);
    }
  }
  const end = Object.keys(vocabulary).length;
  return parseTokenizer({
    version: '1.0',
    added_tokens: [{ id: end, content: '<end>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', vocab: vocabulary, merges: merges.map((pair) => pair.join(' ')) },
  });
}

/** How byte-level vocabularies write each byte: those that print as themselves, the others from U+0100 on. */
function byteCharacters(): string[] {
  let other = 256;
  const prints = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : other++));
}
