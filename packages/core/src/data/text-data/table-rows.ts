import { FigmentError } from '../../errors.ts';
import { columns, fieldsOfRecord, type TextRecord } from './record.ts';

/** A row, and where it begins. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Rows of a table. A first row of names says what the columns are; without one, two are a source and its target, and one is a text.
 *
 * @throws FigmentError `DATA_INVALID` with file and line
 */
export async function tableRows(text: string, file: string): Promise<TextRecord[]> {
  const rows = /\.csv$/i.test(file) ? await commaSeparated(text, file) : tabSeparated(text);
  const [first] = rows;
  if (first === undefined) return [];
  const names = first.cells.map((cell) => cell.trim().toLowerCase());
  const isHeader = names.every((name) => (columns as readonly string[]).includes(name));
  const named = isHeader ? names : first.cells.length === 2 ? ['source', 'target'] : ['text'];
  return rows.slice(isHeader ? 1 : 0).map(({ cells, line }) => {
    const place = `${file}, line ${line},`;
    if (cells.length !== named.length) throw new FigmentError('DATA_INVALID', `${place} must have ${named.length} columns (${named.join(', ')}), got ${cells.length}.`);
    return { place, fields: fieldsOfRecord(Object.fromEntries(named.map((name, i) => [name, cells[i]])), place) };
  });
}

/** Tabs can't stand in a cell, so nothing is quoted. */
function tabSeparated(text: string): Row[] {
  return text.split(/\r?\n/).flatMap((line, i) => (line.trim() === '' ? [] : [{ cells: line.split('\t'), line: i + 1 }]));
}

/** Cells in quotes may hold commas and ends of lines. */
async function commaSeparated(content: string, file: string): Promise<Row[]> {
  const { default: papa } = await import('papaparse');
  const text = content.replace(/\r\n?/g, '\n');
  const rows: Row[] = [];
  let line = 1, read = 0;
  papa.parse<string[]>(text, {
    delimiter: ',',
    newline: '\n',
    step({ data, errors, meta }) {
      const [wrong] = errors;
      if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `${file}, line ${line}, must be a row of a CSV file: ${wrong.message}.`);
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, line });
      line += text.slice(read, meta.cursor).split('\n').length - 1;
      read = meta.cursor;
    },
  });
  return rows;
}
