/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const samples = [
  'hello', ' the', "don't", 'ABC', ' ', '  ', '\n', '\t', '\r\n', '\u0085', '\u00a0', '\u3000', '\ufeff', '\u200b', '123', '7', '.', ' ,', '!?', '_', '<', '>', '|',
  '안녕', '하세요', '각', '각', 'ㄱㄴ', '漢字', 'é', 'e\u0301', '\u0301', 'ß', 'ﬁ', '👋🏽', '👨‍👩‍👧', '🇰🇷', '\u0000', '\u0001', '\u{10ffff}', '▁', 'Ġ', '##', '<0x41>',
] as const;

/** Well-formed text of up to `length` samples of what is hard for tokenizers, and any characters between them. */
export function randomText(random: () => number, length: number): string {
  let text = '';
  for (let left = Math.floor(random() * (length + 1)); left > 0; left--) {
    const code = Math.floor(random() * 0x11000 * 4);
    text += code < 0xd800 ? String.fromCodePoint(code) : (samples[Math.floor(random() * samples.length)] as string);
  }
  return text;
}
