/** Tokens and their ids, one to one. Ids need not be dense. */
export interface Vocabulary {
  /** How many tokens there are. */
  readonly size: number;
  /** One more than the highest id: the rows that an embedding needs. */
  readonly length: number;
  /** Undefined for what is no token. */
  id(token: string): number | undefined;
  /** Undefined for an id that no token has. */
  token(id: number): string | undefined;
  /** In the order of ids. */
  [Symbol.iterator](): Iterator<readonly [token: string, id: number]>;
}
