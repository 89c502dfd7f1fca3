import type { AnyDataset } from '../inputs/data-source.ts';

/** All that is said in data of texts, line by line, each with its end, so that a tokenizer learns these, too. */
export async function* textsOf(data: AnyDataset): AsyncGenerator<string, void, undefined> {
  const fields = Object.entries(data.fields).filter(([, { kind }]) => kind === 'text' || kind === 'chat').map(([name]) => name);
  for await (const batch of data.pass({ batchSize: 64 })) {
    for (const field of fields) {
      for (const value of batch[field] as readonly unknown[]) {
        for (const text of saidIn(value)) yield* text.split(/(?<=\n)/);
      }
    }
  }
}

/** A text, or what each message of a conversation says. */
function saidIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map((message: { readonly content: string }) => message.content) : [String(value)];
}
