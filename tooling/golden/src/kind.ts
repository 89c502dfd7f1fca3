import type { HostArray, Tensor } from '@figment/core';

import type { GoldenArray } from './case/array.ts';
import type { GoldenCase } from './case/case.ts';

/** What a check computed: a tensor (the runner frees it), numbers, or a value that must be equal as it stands. */
export type Result = Tensor | HostArray | GoldenArray | number | string | boolean | null | readonly unknown[];

/** By the names of `expected`, joined with dots: `y`, `grad.x`. Every expected name must be there. */
export type Results = Readonly<Record<string, Result>>;

/**
 * One kind of golden case: a file in `kinds/` that exports a `kind`. It computes, through the public API only, what the
 * case expects; the runner compares, checks that no option or input went unread, and that no tensor is left.
 */
export interface GoldenKind {
  /** The value of `kind` in case.json, or several. */
  readonly name: string | readonly string[];
  run(golden: GoldenCase): Results | Promise<Results>;
}

/** What a check of rows found. */
export interface RowsOutcome {
  readonly rows: number;
  /** What differs, a line each: `row 3 (llama3): is "a", expected "b"`. */
  readonly failures: readonly string[];
}

/** A kind of case whose rows hold texts and lists that must come out exactly: it compares them itself. */
export interface RowsKind {
  /** The value of `kind` in case.json, or several. */
  readonly name: string | readonly string[];
  check(golden: GoldenCase): RowsOutcome | Promise<RowsOutcome>;
}

/** Any file of `kinds/`. */
export type AnyKind = GoldenKind | RowsKind;

/** Thrown by a kind for a case that is out of its reach: reported with its reason, counted apart. */
export class Skip extends Error {}
