import type { Tokenizer } from '@figment/core/interfaces';
import { FigmentError } from '@figment/core';
import { bytesOfToken, writesBytes } from '@figment/tokenizer/inspect';

/** What @figment/tokenizer's tokenizers tell besides core's interface. */
type Spelled = Tokenizer & Parameters<typeof writesBytes>[0] & {
  token(id: number): string | undefined;
  readonly addedTokens: readonly { readonly id: number; readonly content: string; readonly special?: boolean | undefined }[];
  readonly specialTokenIds: Readonly<Record<string, number | undefined>>;
};

interface Spec { readonly type: string; readonly decoders?: readonly Spec[]; readonly pattern?: unknown; readonly replacement?: string; readonly content?: string }

/** Their text depends on the tokens around them, in ways that no token's own bytes tell. */
const unsteady = ['WordPiece', 'BPEDecoder', 'CTC'];

/**
 * What each token writes within a text, a character for each byte; undefined for special tokens, and for those that write nothing of their own.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` for a tokenizer whose tokens have no text of their own
 */
export function tokenTexts(tokenizer: Tokenizer): (string | undefined)[] {
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  if (!isSpelled(tokenizer)) return ids.map(within(tokenizer));
  const specs = flat(tokenizer.decoder?.spec);
  const refused = specs.find(({ type }) => unsteady.includes(type));
  if (refused !== undefined) throw new FigmentError('CONSTRAINT_INVALID', `a form needs tokens that write the same wherever they stand; those of a ${refused.type} decoder don't. Use a byte-level or SentencePiece tokenizer.`);
  const special = new Set([...tokenizer.addedTokens.filter((token) => token.special === true).map(({ id }) => id), ...Object.values(tokenizer.specialTokenIds)]);
  const added = new Map(tokenizer.addedTokens.map(({ id, content }) => [id, content]));
  const textOf = spelling(tokenizer, specs);
  return ids.map((id) => (special.has(id) ? undefined : added.has(id) ? binary(added.get(id)!) : textOf(id)) || undefined);
}

function isSpelled(tokenizer: Tokenizer): tokenizer is Spelled {
  const { token, addedTokens, specialTokenIds } = tokenizer as Partial<Spelled>;
  return typeof token === 'function' && addedTokens !== undefined && specialTokenIds !== undefined;
}

function spelling(tokenizer: Spelled, specs: readonly Spec[]): (id: number) => string | undefined {
  const token = (id: number): string | undefined => tokenizer.token(id);
  if (writesBytes(tokenizer)) return (id) => String.fromCharCode(...bytesOfToken(token(id) ?? '', true));
  const spaces = specs.map(spaceOf).find((space) => space !== undefined);
  const hasBytes = specs.some(({ type }) => type === 'ByteFallback');
  const decoded = spaces === undefined ? within(tokenizer) : (id: number) => binary((token(id) ?? '').replaceAll(spaces, ' '));
  return (id) => {
    const byte = hasBytes ? /^<0x([\da-f]{2})>$/i.exec(token(id) ?? '')?.[1] : undefined;
    return byte === undefined ? decoded(id) : String.fromCharCode(Number.parseInt(byte, 16));
  };
}

const flat = (spec: Spec | undefined): readonly Spec[] => (spec === undefined ? [] : [spec, ...(spec.decoders ?? []).flatMap(flat)]);

/** What a decoder writes as a space: `▁`. */
function spaceOf({ type, replacement, pattern, content }: Spec): string | undefined {
  if (type === 'Metaspace') return replacement;
  return type === 'Replace' && content === ' ' ? (pattern as { String?: string }).String : undefined;
}

/** What an id adds to a text that has begun; undefined where that is no whole character. */
function within(tokenizer: Tokenizer): (id: number) => string | undefined {
  let begun: { readonly id: number; readonly text: string } | undefined;
  for (let id = 0; id < tokenizer.vocabularySize && begun === undefined; id++) {
    const text = tokenizer.decode([id]);
    if (text.trim() !== '' && !text.includes('\uFFFD')) begun = { id, text };
  }
  return (id) => {
    const text = begun && tokenizer.decode([begun.id, id]);
    return text?.startsWith(begun!.text) !== true || text.includes('\uFFFD') ? undefined : binary(text.slice(begun!.text.length));
  };
}

const encoder = new TextEncoder();

/** A character for each byte of its UTF-8. */
function binary(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : String.fromCharCode(...encoder.encode(text));
}
