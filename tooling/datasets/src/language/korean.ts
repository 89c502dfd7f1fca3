/** Whether the last syllable ends in a consonant: 28 finals to each pair of initial and vowel, the first of them none. */
function endsInConsonant(noun: string): boolean {
  const last = noun.codePointAt(noun.length - 1) ?? 0;
  return last >= 0xac00 && last <= 0xd7a3 && (last - 0xac00) % 28 > 0;
}

/** A noun with the form of a particle that fits its last sound: '은/는', '이/가', '을/를', '이에요/예요'. */
export function withParticle(noun: string, particle: `${string}/${string}`): string {
  const [afterConsonant, afterVowel] = particle.split('/') as [string, string];
  return `${noun}${endsInConsonant(noun) ? afterConsonant : afterVowel}`;
}
