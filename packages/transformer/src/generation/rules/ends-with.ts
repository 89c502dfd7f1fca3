/** Whether `ids` ends with the `count` ids of `other` that stand before `end`. */
export function endsWith(ids: readonly number[], other: readonly number[], end: number, count: number): boolean {
  if (count > ids.length) return false;
  for (let back = 1; back <= count; back++) if (ids[ids.length - back] !== other[end - back]) return false;
  return true;
}
