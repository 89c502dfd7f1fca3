/**
 * Whose reading of a pattern counts where the two differ: Oniguruma (`tokenizer.json`: `{n,m}+` repeats a repeat, `$` and `^` are line ends)
 * or Rust's `fancy-regex` (tiktoken: `{n,m}+` is possessive, `$` is the end of the text unless `(?m)`).
 */
export type Dialect = 'oniguruma' | 'rust';

/** A set of characters: the source of a regular expression of JavaScript (flag `v`) that matches exactly one of them. */
export interface CharacterSet {
  readonly source: string;
  /** Whether characters that fold to the same one (Unicode simple case folding) count as the same. */
  readonly ignoreCase: boolean;
}

/** What a pattern says. */
export type Node =
  | { readonly type: 'set'; readonly set: CharacterSet }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  /** The first that leads to a match wins. */
  | { readonly type: 'choice'; readonly items: readonly Node[] }
  | { readonly type: 'repeat'; readonly body: Node; readonly min: number; readonly max: number; readonly lazy: boolean }
  /** Keeps its first match, whatever follows: `(?>..)`, and possessive quantifiers. */
  | { readonly type: 'atomic'; readonly body: Node }
  /** The end of the text, else its start. */
  | { readonly type: 'edge'; readonly ahead: boolean }
  | { readonly type: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly body: Node };

export const sequence = (items: readonly Node[]): Node => (items.length === 1 ? items[0]! : { type: 'sequence', items });

export const choice = (items: readonly Node[]): Node => (items.length === 1 ? items[0]! : { type: 'choice', items });
