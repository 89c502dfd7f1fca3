/** The id that begins and ends a text; characters count from 1. */
export const EDGE = 0;

/** Characters to ids and back. */
export class Alphabet {
  readonly #characters: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor(characters: string) {
    this.#characters = Array.from(new Set(Array.from(characters)));
    this.#ids = new Map(this.#characters.map((character, i) => [character, i + 1]));
  }

  /** Ids there are, the edge included. */
  get size(): number {
    return this.#characters.length + 1;
  }

  /** Characters that are not in the alphabet are left out. */
  encode(text: string): number[] {
    return Array.from(text).flatMap((character) => this.#ids.get(character) ?? []);
  }

  /** '' for the edge. */
  decode(id: number): string {
    return this.#characters[id - 1] ?? '';
  }
}
