import { endsInOne } from './ends-in-one.ts';

/** What stands behind the last number of a name: 'attention.query' of 'decoder.blocks.3.attention.query'. */
export function endingOf(name: string): string {
  return name.replace(/^.*\.\d+\./, '');
}

/** As few endings as name exactly these of all layers: 'attention.query' where all blocks are meant, else whole names. */
export function endingsOf(names: ReadonlySet<string>, all: readonly string[]): string[] {
  const endings = [...names].map((name) => {
    const ending = endingOf(name);
    return all.every((other) => names.has(other) || !endsInOne(other, [ending])) ? ending : name;
  });
  return [...new Set(endings)];
}
