import { listFiles, lookUp, readFile } from '#platform/folders';

import { FigmentError } from '../../errors.ts';
import type { Kind, Kinds } from '../../plugin/spec/v1.ts';
import type { Tensor } from '../../tensor.ts';
import type { HostBatch } from '../dataset.ts';
import { indexed, type IndexedDataset } from '../indexed.ts';
import { jsonLines } from './json-lines.ts';
import { fieldsOfRecord, type TextRecord } from './record.ts';
import { tableRows } from './table-rows.ts';
import { decodeText, splitText, textExtensions, type TextOptions } from './texts.ts';

/** What data of texts consist of: `text` alone or with a `label`, a `chat`, or a `source` with its `target`. */
export interface TextFields {
  readonly text: readonly string[];
  /** int32 [B]. */
  readonly label: Tensor;
  readonly chat: readonly Kinds['chat'][];
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** Options of {@link textData}. */
export interface TextDataOptions<Field extends keyof TextFields = 'text'> extends TextOptions {
  /** What the files must hold; whatever they do if absent. */
  readonly fields?: readonly Field[] | undefined;
}

const kinds = { text: 'text', label: 'label', chat: 'chat', source: 'text', target: 'text' } as const satisfies Record<keyof TextFields, Kind>;

/** Files of {@link textData}. */
export const textDataExtensions: readonly string[] = [...textExtensions, '.jsonl', '.tsv', '.csv'];

/**
 * Texts, conversations or pairs of texts, as their files have them: paths of files or of folders, or `File`s.
 *
 * | file | what it holds |
 * |---|---|
 * | `.txt`, `.md` | texts (`by` says how a file is cut) |
 * | `.jsonl` | on each line `{ text }`, `{ text, label }`, `{ messages }`, `{ prompt, completion }` or `{ source, target }` |
 * | `.tsv`, `.csv` | in each row a source and its target, or what a first row of these names says |
 *
 * `await textData('chats.jsonl', { fields: ['chat'] })`
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `DATA_EMPTY`; `DATA_INVALID` with file and line of what can't be understood
 */
export async function textData<const Field extends keyof TextFields = 'text'>(
  sources: string | Blob | readonly (string | Blob)[],
  { by = 'file', title, fields }: TextDataOptions<Field> = {},
): Promise<IndexedDataset<Pick<TextFields, Field>>> {
  const list = typeof sources === 'string' || sources instanceof Blob ? [sources] : sources;
  const records: TextRecord[] = [];
  for (const source of list) for (const file of await filesOf(source)) for (const record of await recordsOf(file, by)) records.push(record);
  const named = title ?? (typeof sources === 'string' ? sources : 'texts');
  const [first] = records;
  if (first === undefined) throw new FigmentError('DATA_EMPTY', `${named} must have at least one text, got none.`);
  const names = Object.keys(first.fields) as (keyof TextFields)[];
  const other = records.find(({ fields }) => Object.keys(fields).join() !== names.join());
  if (other !== undefined) throw new FigmentError('DATA_INVALID', `${other.place} must have ${names.join(' and ')} as ${first.place} has, got ${Object.keys(other.fields).join(' and ')}.`);
  const missing = fields?.find((name) => !names.includes(name));
  if (missing !== undefined) throw new FigmentError('DATA_INVALID', `${named} must have ${missing}, got ${names.join(' and ')}.`);
  type Batch = Pick<TextFields, Field>;
  return indexed<Batch>({
    title: named,
    size: records.length,
    fields: Object.fromEntries(names.map((name) => [name, name === 'label' ? { kind: 'label', shape: [] } : { kind: kinds[name] }])) as unknown as IndexedDataset<Batch>['fields'],
    read(indices) {
      const column = (name: keyof TextFields): unknown[] => Array.from(indices, (i) => (records[i] as TextRecord).fields[name]);
      return Promise.resolve(Object.fromEntries(names.map((name) => [name, name === 'label' ? { data: Int32Array.from(column(name) as number[]), shape: [indices.length] } : column(name)])) as unknown as HostBatch<Batch>);
    },
  });
}

interface TextFile {
  readonly name: string;
  readonly text: string;
}

async function filesOf(source: string | Blob): Promise<TextFile[]> {
  if (source instanceof Blob) {
    const name = source instanceof File ? source.name : 'text';
    return [{ name, text: decodeText(await source.arrayBuffer(), name) }];
  }
  const paths = (await lookUp(source)) === 'folder' ? (await listFiles(source, textDataExtensions)).map((name) => `${source.replace(/[\\/]+$/, '')}/${name}`) : [source];
  return await Promise.all(paths.map(async (path) => ({ name: path, text: decodeText(await readFile(path), path) })));
}

async function recordsOf({ name, text }: TextFile, by: NonNullable<TextOptions['by']>): Promise<readonly TextRecord[]> {
  if (/\.jsonl$/i.test(name)) return jsonLines(text, name).map(({ value, place }) => ({ place, fields: fieldsOfRecord(value, place) }));
  if (/\.[tc]sv$/i.test(name)) return await tableRows(text, name);
  return splitText(text, by).map((part) => ({ place: name, fields: { text: part } }));
}
