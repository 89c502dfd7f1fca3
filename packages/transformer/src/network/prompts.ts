import { upload } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';

/** Texts of any lengths as rows of one length, padding on the left, so that all end at the same position. */
export interface PaddedPrompts {
  /** int32 [B, T]. */
  readonly ids: Tensor;
  readonly length: number;
  /** How many positions of each row are padding. */
  readonly padding: number[];
}

/** @throws FigmentError `INPUT_INVALID` for a prompt without a token */
export function padLeft(prompts: readonly (readonly number[])[]): PaddedPrompts {
  const length = Math.max(0, ...prompts.map((prompt) => prompt.length));
  const empty = prompts.findIndex((prompt) => prompt.length === 0);
  if (prompts.length === 0 || empty >= 0) throw new FigmentError('INPUT_INVALID', `prompts must be of one token or more, got ${prompts.length === 0 ? 'no prompt' : `none in prompt ${empty}`}.`);
  const padding = prompts.map((prompt) => length - prompt.length);
  const ids = Int32Array.from(prompts.flatMap((prompt, row) => [...Array<number>(padding[row] as number).fill(0), ...prompt]));
  return { ids: upload({ data: ids, shape: [prompts.length, length] }), length, padding };
}

/** Equal numbers of ids for each row. @throws FigmentError `INPUT_INVALID` */
export function rowsOfIds(rows: readonly (readonly number[])[]): Tensor {
  const time = rows[0]?.length ?? 0;
  if (time === 0 || rows.some((row) => row.length !== time)) {
    throw new FigmentError('INPUT_INVALID', `ids must be as many for each row, one or more, got ${rows.map((row) => row.length).join(', ')}.`);
  }
  return upload({ data: Int32Array.from(rows.flat()), shape: [rows.length, time] });
}

/**
 * What a decoder is told of rows that begin with padding, for `time` positions from `from` on: which positions are tokens, int32
 * [B, from + time], and where these stand in their own text, int32 [B, time]. Nothing where no row does.
 */
export function placesOf(padding: readonly number[], from: number, time: number): { mask?: Tensor; positions?: Tensor } {
  if (padding.every((count) => count === 0)) return {};
  const end = from + time;
  const table = (width: number, at: (row: number, column: number) => number): Tensor =>
    upload({ data: Int32Array.from({ length: padding.length * width }, (_, i) => at(padding[Math.floor(i / width)] as number, i % width)), shape: [padding.length, width] });
  return { mask: table(end, (before, column) => Number(column >= before)), positions: table(time, (before, column) => Math.max(0, from + column - before)) };
}
