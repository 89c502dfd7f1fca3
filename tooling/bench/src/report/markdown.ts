import { FigmentError } from '@figment/core';

import type { Figure } from '../figure.ts';
import type { Machine } from './machine.ts';
import { columns, rowsOf } from './rows.ts';

/** Figures as a section of a document. */
export function markdown(figures: readonly Figure[], machine: Machine): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('>=', '≥').replaceAll('<=', '≤')).join(' | ')} |`;
  const works = [...new Map(figures.map(({ name, work }) => [name.split(':')[0] ?? name, work]))];
  return [
    ...Object.entries(machine).filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}`),
    '',
    line(columns),
    line(columns.map((column) => (['figure', '', 'against'].includes(column) ? '---' : '---:'))),
    ...rowsOf(figures).map(line),
    '',
    ...works.map(([name, work]) => `- \`${name}\`: ${work}`),
  ].join('\n');
}

/**
 * The document with the section `name` renewed: what stands between `<!-- bench NAME -->` and `<!-- end of bench NAME -->`.
 *
 * @throws FigmentError `OPTIONS_INVALID` where the document has no such section
 */
export function withSection(document: string, name: string, section: string): string {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end of bench ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new FigmentError('OPTIONS_INVALID', `--markdown must name a document with the lines ${begin} and ${end}.`);
  return `${document.slice(0, from + begin.length)}\n\n${section}\n\n${document.slice(to)}`;
}
