/** How values of a kind are checked before a model sees them. */
export interface KindRule<Value> {
  /** What is right, for messages: 'float32 of shape [H, W, C]'. */
  readonly accepts: string;
  /** At once, without reading tensors. Says what is wrong ('int32 of shape [2, 3]'), or nothing. */
  problem(value: unknown): string | undefined;
  /** The numbers inside: not a number, out of range. Reads tensors. */
  numbersProblem?(value: Value): Promise<string | undefined>;
}
