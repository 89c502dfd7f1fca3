import { addedSequence, type TokenSequence } from '../encoding/token-sequence.ts';
import { shown, TokenizerError } from '../errors.ts';
import type { PostProcessor } from './post-processor.ts';

/** A part of a template: one of the texts, or a special token by its name. */
export type TemplatePiece =
  | { readonly Sequence: { readonly id: 'A' | 'B'; readonly type_id: number } }
  | { readonly SpecialToken: { readonly id: string; readonly type_id: number } };

/** The tokens that a name in a template stands for: mostly one, of that name. */
export interface TemplateToken {
  readonly id: string;
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
}

/** What is put around one text and two. */
export interface TemplateOptions {
  /**
   * Parts with spaces between them: `$A` and `$B` are the texts, others the names of tokens; `:1` after a part gives it type 1 instead of 0.
   * `[CLS] $A [SEP]` ('$A').
   */
  readonly single?: string | readonly TemplatePiece[] | undefined;
  /** `[CLS] $A [SEP] $B:1 [SEP]:1` ('$A $B:1'). */
  readonly pair?: string | readonly TemplatePiece[] | undefined;
  /** The ids of the tokens that are named. */
  readonly tokens?: Readonly<Record<string, number | TemplateToken>> | undefined;
}

/**
 * Puts special tokens around texts.
 *
 * @throws TokenizerError `OPTIONS_INVALID` for a part that can't be read, a token without id, or a second text in `single`
 */
export function template({ single = '$A', pair = '$A $B:1', tokens = {} }: TemplateOptions): PostProcessor {
  const named: Record<string, TemplateToken> = Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => [name, typeof token === 'number' ? { id: name, ids: [token], tokens: [name] } : token]),
  );
  const templates = { single: pieces(single), pair: pieces(pair) };
  for (const [name, parts] of Object.entries(templates)) check(name, parts, named);
  const count = (parts: readonly TemplatePiece[]): number => parts.reduce((sum, part) => sum + ('Sequence' in part ? 0 : (named[part.SpecialToken.id] as TemplateToken).ids.length), 0);
  const counts = { single: count(templates.single), pair: count(templates.pair) };
  return {
    spec: { type: 'TemplateProcessing', ...templates, special_tokens: named },
    added: (isPair) => (isPair ? counts.pair : counts.single),
    process(sequences, addSpecialTokens) {
      if (sequences.length > 2) throw new TokenizerError('TOKENIZER_UNSUPPORTED', 'A template can only be the first of several post-processors that add tokens.');
      return (sequences.length === 2 ? templates.pair : templates.single).flatMap((part) => {
        if ('Sequence' in part) return typed(sequences[part.Sequence.id === 'A' ? 0 : 1] as TokenSequence, part.Sequence.type_id);
        const token = named[part.SpecialToken.id] as TemplateToken;
        return addSpecialTokens ? addedSequence(token.ids, token.tokens, part.SpecialToken.type_id) : [];
      });
    },
  };
}

/** What overflows keeps the type that its text has, as in the reference. */
function typed(sequence: TokenSequence, typeId: number): TokenSequence {
  return { ...sequence, typeIds: sequence.typeIds.map(() => typeId) };
}

function pieces(text: string | readonly TemplatePiece[]): readonly TemplatePiece[] {
  return typeof text === 'string' ? text.split(' ').map(piece) : text;
}

function piece(text: string): TemplatePiece {
  const [, id = '', type] = /^(.*?)(?::(\d+))?$/s.exec(text) as unknown as [string, string?, string?];
  const [, sequence, number] = /^\$(?:([ABab])|(\d+))?$/.exec(id) ?? [];
  const type_id = Number(type ?? number ?? 0);
  if (id.startsWith('$') && (sequence !== undefined || number !== undefined || id === '$')) return { Sequence: { id: sequence?.toUpperCase() === 'B' ? 'B' : 'A', type_id } };
  if (id === '' || id.startsWith('$') || id.includes(':')) throw new TokenizerError('OPTIONS_INVALID', `A part of a template must be $A, $B or a token, and may end with :1 for type 1; got ${shown(text)}.`);
  return { SpecialToken: { id, type_id } };
}

function check(name: string, parts: readonly TemplatePiece[], named: Readonly<Record<string, TemplateToken>>): void {
  for (const part of parts) {
    if ('Sequence' in part && part.Sequence.id === 'B' && name === 'single') throw new TokenizerError('OPTIONS_INVALID', 'single must not use $B: there is only one text.');
    if ('SpecialToken' in part && !Object.hasOwn(named, part.SpecialToken.id)) throw new TokenizerError('OPTIONS_INVALID', `${name} uses ${shown(part.SpecialToken.id)}, which tokens must give an id.`);
  }
  if (name === 'pair' && new Set(parts.flatMap((part) => ('Sequence' in part ? part.Sequence.id : []))).size < 2) throw new TokenizerError('OPTIONS_INVALID', 'pair must use both $A and $B.');
}
