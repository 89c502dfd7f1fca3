import type { Figure } from '../figure.ts';
import type { Machine } from './machine.ts';
import { columns, rowsOf } from './rows.ts';

const leftAligned: readonly string[] = ['figure', '', 'against'];

/** Figures for a terminal, and what they were measured on. */
export function table(figures: readonly Figure[], machine: Machine): string {
  const rows = [[...columns], ...rowsOf(figures)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, i) => (leftAligned.includes(columns[i] ?? '') ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd());
  const facts = Object.entries(machine).map(([name, value]) => `${name.padEnd(8)} ${value}`);
  return [...lines, '', ...facts, '', 'ratio: the peer\'s median over ours, on the clock (of memory: its peak; of speeds: ours over the peer\'s); higher is better'].join('\n');
}
