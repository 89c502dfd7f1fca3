import { TokenizerError } from '../errors.ts';

/** The parts that a regular expression is read in; a group's name of what it starts with. */
const parts = new RegExp(
  [
    String.raw`(?<class>\[)`,
    String.raw`(?<flags>\(\?[a-zA-Z-]+\))`,
    String.raw`(?<open>\((?:\?(?:[a-zA-Z-]*:|<?[=!]|>|P?<\w+>))?)`,
    String.raw`(?<close>\))`,
    String.raw`(?<possessive>\{\d*,?\d*\}\+)`,
    String.raw`(?<quantifier>[*+?][+?]?|\{\d*,?\d*\}\??)`,
    String.raw`(?<atom>\\(?:[pPxu]\{[^}]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|[^])|[^])`,
  ].join('|'),
  'uy',
);

/** What Rust reads as edges of the text, and other dialects as edges of lines. */
const edges: Readonly<Record<string, string>> = { '^': String.raw`\A`, $: String.raw`\z` };

/**
 * A pattern of tiktoken, which is Rust's, such that it means the same in a `tokenizer.json`: there `^` and `$` stand at lines, and `{1,3}+`
 * is a repetition of repetitions, not a possessive one.
 *
 * @throws TokenizerError `PATTERN_UNSUPPORTED` for flags that have no counterpart.
 */
export function portablePattern(source: string): string {
  let result = '', atom = 0;
  const groups: number[] = [];
  for (parts.lastIndex = 0; parts.lastIndex < source.length; ) {
    const { 0: part, groups: kind = {} } = parts.exec(source)!;
    if (/^\(\?[a-zA-Z]*[msRU]/.test(part)) throw new TokenizerError('PATTERN_UNSUPPORTED', `The pattern has flags that tokenizer files do not know, ${part}; it may have i and x.`);
    if (kind.possessive !== undefined) {
      result = `${result.slice(0, atom)}(?>${result.slice(atom)}${part.slice(0, -1)})`;
    } else if (kind.quantifier !== undefined || kind.flags !== undefined) {
      result += part;
    } else {
      atom = kind.close === undefined ? result.length : groups.pop() ?? 0;
      if (kind.open !== undefined) groups.push(atom);
      result += kind.class === undefined ? edges[part] ?? part : classAt(source, parts.lastIndex);
    }
    if (kind.class !== undefined) parts.lastIndex += classAt(source, parts.lastIndex).length - 1;
  }
  return result;
}

/** The class, and the classes in it, whose bracket stands before `start`. */
function classAt(source: string, start: number): string {
  let at = start;
  for (let depth = 1; depth > 0 && at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') depth++;
    else if (source[at] === ']') depth--;
  }
  return source.slice(start - 1, at);
}
