import type { Architecture } from '../../architecture/architecture.ts';
import type { Family } from '../families/family.ts';

/** Where a weight of ours is in files of a family. */
export interface Place {
  readonly name: string;
  /** Which part of what is packed there. */
  readonly part: number;
  readonly parts: number;
  /** Theirs is [out, in] where ours is [in, out]. */
  readonly isTransposed: boolean;
}

/** Modules whose matrices are tables, with a row for each id: the same in both. */
const tables = /(^|\.)(tokens|positions|tokenTypes|relativeBias)$/;

/** Tells where a weight, by its name in the network, is in files of a family; undefined where these have no such weight. */
export function placesIn(family: Family, architecture: Architecture): (path: string) => Place | undefined {
  const rules = new Map<string, Pick<Place, 'name' | 'part' | 'parts'>>();
  const { weights, untransposed } = family;
  for (const [ours, name] of Object.entries(typeof weights === 'function' ? weights(architecture) : weights)) {
    const parts = /\{(.+)\}/.exec(ours)?.[1]?.split(',') ?? [''];
    parts.forEach((each, part) => rules.set(ours.replace(/\{.+\}/, each), { name, part, parts: parts.length }));
  }
  return (path) => {
    const numbers: string[] = [];
    const pattern = path.replaceAll(/\.(\d+)(?=\.)/g, (_, number: string) => (numbers.push(number), '.*'));
    const [, layer = pattern, field = ''] = /^(.+)(\.(?:weight|bias))$/.exec(pattern) ?? [];
    const rule = rules.get(layer);
    if (rule === undefined) return undefined;
    const name = rule.name.replaceAll('*', () => numbers.shift() ?? '') + field;
    return { ...rule, name, isTransposed: field === '.weight' && !tables.test(layer) && untransposed?.test(name) !== true };
  };
}
