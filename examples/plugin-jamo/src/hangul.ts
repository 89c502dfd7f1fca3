// The syllables of Hangul stand in Unicode by initial, medial and final (The Unicode Standard, section 3.12): 19 x 21 x 28 of them.
const FIRST = 0xac00;
const LAST = 0xd7a3;
const initials = 19;
const medials = 21;
const finals = 28;

/** How many letters there are: initials, medials, finals (without "none"). */
export const letterCount = initials + medials + finals - 1;

/** The letters of a syllable, as numbers below {@link letterCount}: two, or three where it has a final. Undefined for any other character. */
export function lettersOf(character: string): number[] | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST || code > LAST) return undefined;
  const at = code - FIRST;
  const final = at % finals;
  const both = [Math.floor(at / (finals * medials)), initials + (Math.floor(at / finals) % medials)];
  return final === 0 ? both : [...both, initials + medials + final - 1];
}

/** Where in a syllable a letter stands. */
export function placeOf(letter: number): 'initial' | 'medial' | 'final' {
  return letter < initials ? 'initial' : letter < initials + medials ? 'medial' : 'final';
}

/** The syllable of letters that stand one behind the other. */
export function syllable(initial: number, medial: number, final?: number): string {
  return String.fromCharCode(FIRST + (initial * medials + (medial - initials)) * finals + (final === undefined ? 0 : final - initials - medials + 1));
}

/** A letter by itself, as a conjoining character of Unicode. */
export function letterText(letter: number): string {
  const place = placeOf(letter);
  const start = place === 'initial' ? 0x1100 : place === 'medial' ? 0x1161 - initials : 0x11a8 - initials - medials;
  return String.fromCharCode(start + letter);
}
