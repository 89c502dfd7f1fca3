/** "It is …" in Korean: -예요 after a vowel, -이에요 after a consonant. */
export function copula(noun: string): string {
  const last = noun.codePointAt(noun.length - 1) ?? 0;
  const isSyllable = last >= 0xac00 && last <= 0xd7a3;
  // 28 finals to each pair of initial and vowel, the first of them none.
  return `${noun}${isSyllable && (last - 0xac00) % 28 > 0 ? '이에요' : '예요'}.`;
}
