/** When `got` counts as equal: |got - expected| <= A + rtol * |expected|. */
export interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
  /** A at index i of axis 0, instead of `atol`. */
  readonly atolPerStep?: readonly number[] | undefined;
  /** A is at least this part of the largest expected magnitude. */
  readonly atolOfMax?: number | undefined;
  /** The part of the elements that may lie outside. */
  readonly allowFractionOver?: number | undefined;
}

const exact: Tolerance = { atol: 0, rtol: 0 };
const known = ['atol', 'rtol', 'atolPerStep', 'atolOfMax', 'allow_fraction_over'];

/** The tolerance of a dotted name: that of its longest dotted prefix, else the default. */
export function toleranceOf(tolerance: unknown, name: string): Tolerance {
  if (tolerance === 'exact') return exact;
  if (typeof tolerance !== 'object' || tolerance === null) throw new Error(`tolerance must be an object or "exact", got ${JSON.stringify(tolerance)}`);
  const table = tolerance as Record<string, unknown>;
  const parts = name.split('.');
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('.');
    if (prefix in table) return parse(table[prefix], prefix);
  }
  if ('default' in table) return parse(table['default'], 'default');
  if ('atol' in table || 'rtol' in table) return parse(table, 'tolerance');
  throw new Error(`no tolerance for ${name}, and no default`);
}

function parse(value: unknown, name: string): Tolerance {
  if (value === 'exact') return exact;
  if (typeof value !== 'object' || value === null) throw new Error(`tolerance of ${name} must be an object, got ${JSON.stringify(value)}`);
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`tolerance of ${name} has ${unknown.join(', ')}, which this runner does not know`);
  const { atol = 0, rtol = 0, atolPerStep, atolOfMax, allow_fraction_over: allowFractionOver } = value as Partial<Tolerance> & { allow_fraction_over?: number };
  return { atol, rtol, atolPerStep, atolOfMax, allowFractionOver };
}
