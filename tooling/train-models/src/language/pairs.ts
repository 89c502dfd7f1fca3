import { indexed, type IndexedDataset } from '@figment/core/data';
import { readFile } from 'node:fs/promises';

/** A text and its translation. */
export interface Pair {
  readonly source: string;
  readonly target: string;
}

/** A table with the columns `source` and `target`. */
export async function readPairs(path: string): Promise<readonly Pair[]> {
  const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [source = '', target = ''] = line.split('\t');
    return { source, target };
  });
}

export function pairDataset(pairs: readonly Pair[]): IndexedDataset<{ readonly source: readonly string[]; readonly target: readonly string[] }> {
  const of = (field: keyof Pair, indices: ArrayLike<number>) => Array.from(indices, (i) => pairs[i]![field]);
  return indexed<{ readonly source: readonly string[]; readonly target: readonly string[] }>({
    title: 'pairs', size: pairs.length, fields: { source: { kind: 'text' }, target: { kind: 'text' } },
    read: (indices) => Promise.resolve({ source: of('source', indices), target: of('target', indices) }),
  });
}
