import type { Dataset, FieldSpec, IndexedDataset } from '@figment/core/data';

import type { ChatMessage } from '../protocol/index.ts';

/** Texts, conversations, or pairs of texts, as core reads them of files. */
export type TextSet = IndexedDataset<Readonly<Record<string, unknown>>>;

/** Kinds of the fields of a data set, by name. */
export function kindsOf(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]));
}

/** All that is written in a data set, for a tokenizer to learn from: in lines, which no token crosses. */
export async function* linesOf(data: Dataset<unknown>): AsyncGenerator<string, void, undefined> {
  for await (const batch of data.pass({ batchSize: 256 })) {
    for (const [field, values] of Object.entries<unknown>(batch)) {
      const kind = data.fields[field as never] as FieldSpec | undefined;
      for (const text of textsIn(kind?.kind, values)) for (const line of text.split(/\r?\n/)) if (line.trim() !== '') yield `${line}\n`;
    }
  }
}

function textsIn(kind: string | undefined, values: unknown): readonly string[] {
  if (kind === 'text') return values as readonly string[];
  return kind === 'chat' ? (values as readonly (readonly ChatMessage[])[]).flatMap((chat) => chat.map(({ content }) => content)) : [];
}
