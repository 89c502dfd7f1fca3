import type { Tokenizer } from '@figment/core/interfaces';
import { countScripts, type Script } from '@figment/tokenizer/inspect';

/** What texts cost with a tokenizer. */
export interface Cost {
  readonly tokens: number;
  readonly characters: number;
  readonly words: number;
  readonly bytes: number;
  /** By script: characters, and tokens that begin with one. Empty for a tokenizer that tells no offsets. */
  readonly scripts: Readonly<Partial<Record<Script, { readonly characters: number; readonly tokens: number }>>>;
}

/** Counts what each tokenizer makes of the same texts. */
export async function costs(tokenizers: readonly Tokenizer[], texts: AsyncIterable<string>): Promise<readonly Cost[]> {
  const counts = tokenizers.map((): { -readonly [Name in keyof Cost]: Name extends 'scripts' ? Partial<Record<Script, { characters: number; tokens: number }>> : Cost[Name] } => ({ tokens: 0, characters: 0, words: 0, bytes: 0, scripts: {} }));
  for await (const text of texts) {
    const measures = { characters: Array.from(text).length, words: text.match(/\S+/gu)?.length ?? 0, bytes: Buffer.byteLength(text) };
    for (const [i, tokenizer] of tokenizers.entries()) {
      const cost = counts[i]!;
      const { ids, offsets } = tokenizer.encode(text);
      cost.tokens += ids.length;
      cost.characters += measures.characters;
      cost.words += measures.words;
      cost.bytes += measures.bytes;
      if (offsets === undefined) continue;
      for (const { script, characters, tokens } of countScripts(text, offsets)) {
        const sum = (cost.scripts[script] ??= { characters: 0, tokens: 0 });
        sum.characters += characters;
        sum.tokens += tokens;
      }
    }
  }
  return counts;
}
