import { complement, nothing, type CharacterSet, type Node } from './syntax.ts';

interface OneCharacter {
  readonly set: CharacterSet;
  readonly atEdge: boolean;
}

/** What one neighbouring character decides: `\S`, `\s|$`, `\d+`. Undefined if it takes more. */
function oneCharacter(node: Node, ahead: boolean): OneCharacter | undefined {
  switch (node.type) {
    case 'set':
      return { set: node.set, atEdge: false };
    case 'neighbour':
      return node.ahead === ahead ? node : undefined;
    case 'repeat':
      // One is enough, as nothing has to follow.
      return node.min === 1 ? oneCharacter(node.body, ahead) : undefined;
    case 'choice': {
      const parts = node.items.map((item) => oneCharacter(item, ahead));
      if (!parts.every((part) => part !== undefined)) return undefined;
      const used = parts.filter(({ set }) => set.source !== nothing.source);
      const ignoreCase = used[0]?.set.ignoreCase ?? false;
      if (used.some(({ set }) => set.ignoreCase !== ignoreCase)) return undefined;
      return { set: { source: `[${used.map(({ set }) => set.source).join('')}]`, ignoreCase }, atEdge: parts.some(({ atEdge }) => atEdge) };
    }
    case 'sequence':
    case 'atomic':
    case 'look':
      return undefined;
  }
}

/** A lookaround, as a test of the neighbouring character where that is all it asks: an automaton can do that. */
export function look(body: Node, ahead: boolean, negative: boolean): Node {
  const one = oneCharacter(body, ahead);
  if (!one) return { type: 'look', ahead, negative, body };
  return { type: 'neighbour', ahead, set: negative ? complement(one.set) : one.set, atEdge: one.atEdge !== negative };
}
