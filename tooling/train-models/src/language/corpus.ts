import { type Tokenizer, trainTokenizer } from '@figment/tokenizer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A text of models/texts, and how often it is drawn from. */
export interface CorpusText {
  readonly name: string;
  readonly weight: number;
  /** What ends a document in the file: a line, or the file itself. */
  readonly documents: 'lines' | 'file';
}

/** A text as ids; documents end with the end-of-text token. */
export interface EncodedText {
  readonly name: string;
  readonly weight: number;
  readonly train: Uint16Array<ArrayBuffer>;
  readonly heldOut: Uint16Array<ArrayBuffer>;
  /** Of the held-out part, in UTF-8. */
  readonly heldOutBytes: number;
}

export interface Corpus {
  readonly tokenizer: Tokenizer;
  readonly texts: readonly EncodedText[];
}

/** Held out at the end of each text. */
const HELD_OUT = 0.04;
/** Of each text, so that none rules the vocabulary. */
const CHARACTERS_FOR_TOKENIZER = 600_000;

/** Reads the texts, trains the tokenizer on what is not held out, and encodes. No chance in it: the same texts give the same ids. */
export async function openCorpus(models: string, texts: readonly CorpusText[], vocabulary: number): Promise<Corpus> {
  const parts = await Promise.all(texts.map(async (text) => ({ ...text, ...split(await readFile(join(models, 'texts', `${text.name}.txt`), 'utf8'), text.documents) })));
  const tokenizer = await trainTokenizer(parts.flatMap(({ train }) => firstCharacters(train, CHARACTERS_FOR_TOKENIZER)), { model: 'bpe', vocabulary });
  return {
    tokenizer,
    texts: parts.map(({ name, weight, train, heldOut }) => ({
      name, weight, train: encode(tokenizer, train), heldOut: encode(tokenizer, heldOut), heldOutBytes: Buffer.byteLength(heldOut.join('\n')),
    })),
  };
}

/** At a border of documents; of a text that is one document, at a line. */
function split(text: string, documents: CorpusText['documents']): { readonly train: readonly string[]; readonly heldOut: readonly string[] } {
  const lines = text.trimEnd().split('\n');
  let characters = 0;
  const end = lines.findIndex((line) => (characters += line.length + 1) > text.length * (1 - HELD_OUT));
  const [train, heldOut] = [lines.slice(0, end), lines.slice(end)];
  return documents === 'lines' ? { train, heldOut } : { train: [train.join('\n')], heldOut: [heldOut.join('\n')] };
}

function firstCharacters(documents: readonly string[], limit: number): readonly string[] {
  let characters = 0;
  return documents.flatMap((document) => {
    const rest = limit - characters;
    characters += document.length;
    return rest <= 0 ? [] : [document.slice(0, rest)];
  });
}

function encode(tokenizer: Tokenizer, documents: readonly string[]): Uint16Array<ArrayBuffer> {
  const end = tokenizer.id('<|endoftext|>')!;
  return Uint16Array.from(documents.flatMap((document) => [...tokenizer.encode(document).ids, end]));
}
