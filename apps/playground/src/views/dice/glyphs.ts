const signs: Readonly<Record<string, string>> = { ' ': '␣', '\n': '⏎', '\t': '⇥', '\r': '␍' };

/** A token's text with what cannot be seen made visible. */
export function glyphs(text: string): string {
  return text === '' ? '∅' : text.replaceAll(/[ \n\t\r]/g, (character) => signs[character] ?? character);
}
