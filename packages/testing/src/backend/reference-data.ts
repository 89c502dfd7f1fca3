import type { BackendCase, InputSpec, Options } from './case.ts';
import { draw, upstream } from './draw.ts';

/** An input as the reference gets it: the numbers themselves, which JSON has no way to write where they are not finite. */
export interface ReferenceInput {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: readonly (number | string)[];
  readonly differentiated: boolean;
}

/** A case as the reference gets it. */
export interface ReferenceCase {
  readonly family: string;
  readonly name: string;
  readonly op: string;
  readonly inputs: Readonly<Record<string, ReferenceInput>>;
  readonly options: Options;
  readonly differentiable: 'twice' | 'once' | 'never';
}

/** The numbers of an input. */
export function valuesOf({ shape, draw: how = 'any', values }: InputSpec, seed: number): readonly number[] {
  return values ?? draw(shape.reduce((product, length) => product * length, 1), how, seed);
}

/** Which inputs are differentiated, in order. */
export function isDifferentiated({ dtype = 'float32', constant = false }: InputSpec): boolean {
  return dtype === 'float32' && !constant;
}

/** All that the reference needs to know of the cases, as JSON. */
export function referenceData(cases: readonly BackendCase[]): { readonly upstream: readonly number[]; readonly cases: readonly ReferenceCase[] } {
  return { upstream, cases: cases.map(referenceCase) };
}

/** One case for the reference. */
function referenceCase({ family, name, op, inputs, options }: BackendCase): ReferenceCase {
  return {
    family, name, op: op.name, options, differentiable: op.differentiable ?? 'twice',
    inputs: Object.fromEntries(Object.entries(inputs).map(([key, spec], i) => [key, {
      shape: spec.shape, dtype: spec.dtype ?? 'float32', differentiated: isDifferentiated(spec),
      values: valuesOf(spec, i).map((x) => (Number.isFinite(x) ? x : String(x))),
    }])),
  };
}

/** Tells whether the golden numbers were made for a case as it stands now. FNV-1a, 32 bits. */
export function fingerprint(backendCase: BackendCase): string {
  const { name, op, inputs, options, differentiable } = referenceCase(backendCase);
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify({ name, op, options, differentiable, inputs })) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(16);
}
