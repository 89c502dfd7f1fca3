/** Whether two values of plain data, as `toHost` gives them, are equal to the last bit. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length
    && names.every((name) => same((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}
