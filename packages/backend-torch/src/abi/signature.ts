/** The address of a tensor inside libtorch. Who made it owns it; see `HandleScope`. */
export type Handle = number & { readonly [handle]: true };
declare const handle: unique symbol;

/** torch's number of a type of elements; see `Torch.dtypes`. */
export type DtypeCode = number;

/**
 * What a letter stands for in a row's arguments. Besides: `0` leaves an optional argument out, `v` is the backend's device;
 * the caller passes nothing for them.
 */
export interface ArgumentTypes {
  /** A tensor. */
  T: Handle;
  /** A tensor or none. */
  t: Handle | null;
  /** Tensors. */
  L: readonly Handle[];
  /** Tensors, some of them none. */
  P: readonly (Handle | null)[];
  i: number;
  n: number | null;
  I: readonly number[];
  J: readonly number[] | null;
  f: number;
  g: number | null;
  b: boolean;
  B: readonly boolean[];
  /** The type of elements. */
  d: DtypeCode;
  e: DtypeCode | null;
  s: string;
  /** Memory format: 0 is contiguous. */
  m: number;
}

/** What a letter stands for in a row's results. */
export interface ResultTypes {
  T: Handle;
  L: Handle[];
  i: number;
  f: number;
  b: boolean;
}

/**
 * An operation of torch: its name with its overload, a letter for each argument, a letter for each result, if any:
 * `'aten::sum.dim_IntList TJbe T'`.
 */
export type Row = `${string} ${string}`;

/** Rows by the names they have here. */
export type Rows = Readonly<Record<string, Row>>;

type Arguments<Letters extends string> = Letters extends `${infer Letter}${infer Rest}`
  ? Letter extends keyof ArgumentTypes ? [ArgumentTypes[Letter], ...Arguments<Rest>] : Arguments<Rest>
  : [];

type EachResult<Letters extends string> = Letters extends `${infer Letter}${infer Rest}`
  ? Letter extends keyof ResultTypes ? [ResultTypes[Letter], ...EachResult<Rest>] : never
  : [];

type Results<Letters extends string> = Letters extends keyof ResultTypes ? ResultTypes[Letters] : EachResult<Letters>;

/** A row, called: one result as it is, several as a tuple. */
export type Callable<Signature extends Row> = Signature extends `${string} ${infer Inputs} ${infer Outputs}`
  ? (...args: Arguments<Inputs>) => Results<Outputs>
  : Signature extends `${string} ${infer Inputs}` ? (...args: Arguments<Inputs>) => void : never;

/** A table of rows, each called by its name. */
export type Callables<Table extends Rows> = { readonly [Name in keyof Table]: Callable<Table[Name]> };

/** The parts of a row. */
export interface ParsedRow {
  /** `aten::sum.dim_IntList` */
  readonly operation: string;
  readonly name: string;
  /** '' where there is none. */
  readonly overload: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const lettersOf = (text: string): string[] => Array.from(text);

export function parseRow(row: Row): ParsedRow {
  const [operation = '', inputs = '', outputs = ''] = row.split(' ');
  const [name = '', overload = ''] = operation.split('.');
  return { operation, name, overload, inputs: lettersOf(inputs), outputs: lettersOf(outputs) };
}
