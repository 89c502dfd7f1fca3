/** Columns two blanks apart, aligned to the left, those of numbers to the right. */
export function table(rows: readonly (readonly string[])[], { numeric = [] }: { readonly numeric?: readonly number[] } = {}): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), []);
  const aligned = (cell: string, i: number): string => (numeric.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0));
  return rows.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}
