import type { Figure } from './measure.ts';

/** Figures as a table; a ratio above 1 means that ours is faster. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['name', 'ours', '±', 'peer', '±', 'unit', 'ratio', 'against'],
    ...figures.map((f) => [f.name, f.ours.toFixed(1), percent(f.spread.ours), f.peer.toFixed(1), percent(f.spread.peer), f.unit, f.ratio.toFixed(2), f.peerName]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 || column === row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
