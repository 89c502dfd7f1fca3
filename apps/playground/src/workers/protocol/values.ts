/** A flat, row-major array with its shape. */
export interface Plain<Data = Float32Array | Int32Array | Uint8Array> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** A value as a page sees it: `kind` says which view shows it. */
export interface Shown {
  readonly kind: string;
  readonly value: unknown;
}

/** What a task is given: pictures as arrays, a picture of a data set by its place, anything else as plain data. */
export type InputValue =
  | { readonly from: 'plain'; readonly kind: string; readonly value: unknown }
  | { readonly from: 'data'; readonly data: string; readonly index: number };

export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}
