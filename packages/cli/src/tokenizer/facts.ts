import type { ComponentSpec, Tokenizer } from '@figment/tokenizer';
import { bytesOfToken, type Script, scriptAt, scripts, writesBytes } from '@figment/tokenizer/inspect';

/** What there is to know of a tokenizer. */
export interface TokenizerFacts {
  readonly model: string;
  readonly vocabularySize: number;
  readonly merges?: number | undefined;
  readonly addedTokens: readonly { readonly id: number; readonly content: string; readonly special: boolean }[];
  readonly roles: Readonly<Record<string, string | undefined>>;
  readonly normalizer: ComponentSpec | null;
  readonly preTokenizer: ComponentSpec | null;
  readonly postProcessor: ComponentSpec | null;
  readonly decoder: ComponentSpec | null;
  readonly truncation: object | null;
  readonly padding: object | null;
  readonly chatTemplates: readonly string[];
  /** Those that write the most characters, longest first. */
  readonly longest: readonly { readonly id: number; readonly text: string }[];
  /** How many tokens of the model begin with a character of each script; `bytes`: with half a one. */
  readonly tokensByScript: Readonly<Partial<Record<Script | 'bytes', number>>>;
}

/** Longest tokens that are told. */
const told = 12;

/** Looks at all of a tokenizer's tokens. */
export function factsOf(tokenizer: Tokenizer): TokenizerFacts {
  const { model, addedTokens, normalizer, preTokenizer, postProcessor, decoder, truncation, padding, config, specialTokens, vocabularySize } = tokenizer;
  const special = new Set(addedTokens.map(({ id }) => id));
  const isBytes = writesBytes(tokenizer);
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const counts = new Map<Script | 'bytes', number>();
  const longest: { id: number; text: string; length: number }[] = [];
  for (const [token, id] of model.vocabulary) {
    if (special.has(id)) continue;
    const text = utf8.decode(Uint8Array.from(bytesOfToken(token, isBytes)));
    const script = text.startsWith('\uFFFD') ? 'bytes' : scriptAt(text, Math.max(0, text.search(/\S/u)));
    counts.set(script, (counts.get(script) ?? 0) + 1);
    const length = Array.from(text).length;
    if (longest.length === told && length <= (longest.at(-1)?.length ?? 0)) continue;
    longest.push({ id, text, length });
    longest.sort((a, b) => b.length - a.length || a.id - b.id).splice(told);
  }
  const { merges } = model.spec() as { readonly merges?: readonly unknown[] };
  return {
    model: model.type, vocabularySize, merges: merges?.length,
    addedTokens: addedTokens.map(({ id, content, special: isSpecial = false }) => ({ id, content, special: isSpecial })),
    roles: { ...specialTokens },
    normalizer: normalizer?.spec ?? null, preTokenizer: preTokenizer?.spec ?? null, postProcessor: postProcessor?.spec ?? null, decoder: decoder?.spec ?? null,
    truncation: truncation ?? null, padding: padding ?? null,
    chatTemplates: Object.keys(config.chatTemplates ?? {}),
    longest: longest.map(({ id, text }) => ({ id, text })),
    tokensByScript: Object.fromEntries([...scripts, 'bytes' as const].flatMap((script) => (counts.has(script) ? [[script, counts.get(script)]] : []))),
  };
}
