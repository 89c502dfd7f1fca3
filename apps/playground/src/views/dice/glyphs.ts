import { hex } from '../tokens/visible.ts';

const signs: Readonly<Record<string, string>> = { ' ': '␣', '\n': '⏎', '\t': '⇥', '\r': '␍' };

/** A token's text with what cannot be seen made visible. */
export function glyphs(text: string): string {
  return text === '' ? '∅' : text.replaceAll(/[ \n\t\r]/g, (character) => signs[character] ?? character);
}

/** The same of a token that may be part of a character: then its bytes, `⟨EA B0⟩`. */
export function tokenGlyphs({ text, bytes }: { readonly text: string; readonly bytes?: readonly number[] | undefined }): string {
  return bytes === undefined ? glyphs(text) : `⟨${hex(bytes)}⟩`;
}
