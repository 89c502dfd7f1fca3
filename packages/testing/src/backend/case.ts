import type { Tensor } from '@figment/core';

import type { Draw } from './draw.ts';

/** An input of a case. What is float32 is differentiated, unless it is `constant`. */
export interface InputSpec {
  readonly shape: readonly number[];
  readonly draw?: Draw;
  /** Given instead of drawn; integers for an int32 input. */
  readonly values?: readonly number[];
  readonly dtype?: 'float32' | 'int32' | 'bool';
  readonly constant?: boolean;
}

/** By the parameter's name. */
export type InputSpecs = Readonly<Record<string, InputSpec>>;

/** Tensors by the parameter's name; one that the case leaves out is undefined. */
export type Inputs = Readonly<Record<string, Tensor>>;

/** JSON: the reference reads them too. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each op knows its own
export type Options = Readonly<Record<string, any>>;

/** An op, or a kernel by its name, and how it is called; its reference has the same name. */
export interface CheckedOp {
  readonly name: string;
  readonly run: (inputs: Inputs, options: Options) => Tensor;
  /** dL/dInput of kernels that are called directly; without it the tape's. */
  readonly gradient?: (inputs: Inputs, upstream: Tensor, options: Options) => readonly Tensor[];
  /** `twice` unless told: how often it is promised to be differentiable. `never` is for steps, indices and comparisons. */
  readonly differentiable?: 'twice' | 'once' | 'never';
  /** The kernel that a backend may lack: then the op is composed of others. */
  readonly fusedKernel?: string;
  /** Whether a coded error is as good as a result: for what plain tfjs programs call and `ops/` has a way around. */
  readonly mayRefuse?: boolean;
}

/** An op with certain options and shapes: a row of the table. */
export interface BackendCase {
  readonly family: string;
  /** Unique: the op's name and what is special. */
  readonly name: string;
  readonly op: CheckedOp;
  readonly inputs: InputSpecs;
  readonly options: Options;
}

/** What is special (may be empty), the inputs, and the options. */
export type Row = readonly [label: string, inputs: InputSpecs, options?: Options];

/** The rows of one op. */
export function rowsOf(family: string, op: CheckedOp, rows: readonly Row[]): BackendCase[] {
  return rows.map(([label, inputs, options = {}]) => ({ family, name: label === '' ? op.name : `${op.name}, ${label}`, op, inputs, options }));
}

/** Drawn in [-2, 2). */
export const any = (...shape: number[]): InputSpec => ({ shape });
/** Drawn in [0.3, 2.3). */
export const positive = (...shape: number[]): InputSpec => ({ shape, draw: 'positive' });
/** All different. */
export const apart = (...shape: number[]): InputSpec => ({ shape, draw: 'apart' });
export const ints = (shape: readonly number[], values: readonly number[]): InputSpec => ({ shape, values, dtype: 'int32' });
export const bools = (shape: readonly number[], values: readonly number[]): InputSpec => ({ shape, values, dtype: 'bool' });
export const floats = (shape: readonly number[], values: readonly number[]): InputSpec => ({ shape, values: values.map(Math.fround) });
/** The same, but nobody differentiates it. */
export const constant = (spec: InputSpec): InputSpec => ({ ...spec, constant: true });
