import type { Tokenizer, TokenizerEncoding } from '@figment/core/interfaces';

import { Alphabet } from './alphabet.ts';
import { DecodeStream } from './decode-stream.ts';
import { lettersOf } from './hangul.ts';

const encoder = new TextEncoder();

/** Common characters are tokens; other syllables of Hangul are two or three letters, and all else is its bytes. */
export class JamoTokenizer implements Tokenizer {
  readonly alphabet: Alphabet;

  constructor(characters: readonly string[]) {
    this.alphabet = new Alphabet(characters);
  }

  get vocabularySize(): number {
    return this.alphabet.size;
  }

  encode(text: string): TokenizerEncoding {
    const ids: number[] = [];
    const offsets: (readonly [number, number])[] = [];
    let start = 0;
    for (const character of text) {
      const end = start + character.length;
      for (const id of this.#idsOf(character)) {
        ids.push(id);
        offsets.push([start, end]);
      }
      start = end;
    }
    return { ids, offsets, tokens: ids.map((id) => this.alphabet.name(id)) };
  }

  decode(ids: readonly number[]): string {
    const stream = this.decodeStream();
    return ids.map((id) => stream.push(id)).join('') + stream.end();
  }

  decodeStream(): DecodeStream {
    return new DecodeStream(this.alphabet);
  }

  #idsOf(character: string): readonly number[] {
    const id = this.alphabet.id(character);
    if (id !== undefined) return [id];
    return lettersOf(character)?.map((letter) => 256 + letter) ?? [...encoder.encode(character)];
  }
}
