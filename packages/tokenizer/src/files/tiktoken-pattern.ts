/** An escape, a class, a group without others in it, or a character; with a possessive number of repetitions after it, or none. */
const atoms = /(\\(?:[pPxu]\{[^}]*\}|[^])|\[(?:\\[^]|[^\]\\])*\]|\((?:\\[^]|[^()\\])*\)|[^])(?:(\{\d*,?\d*\})\+)?/gu;

/** What Rust reads as edges of the text, and other dialects as edges of lines. */
const edges: Readonly<Record<string, string>> = { '^': String.raw`\A`, $: String.raw`\z` };

/**
 * A pattern of tiktoken, which is Rust's, such that it means the same in a `tokenizer.json`: there `^` and `$` stand at lines, and `{1,3}+`
 * is a repetition of repetitions, not a possessive one.
 */
export function portablePattern(source: string): string {
  return source.replace(atoms, (_, atom: string, times: string | undefined) => {
    const portable = atom.length > 1 && atom.startsWith('(') ? `(${portablePattern(atom.slice(1, -1))})` : edges[atom] ?? atom;
    return times === undefined ? portable : `(?>${portable}${times})`;
  });
}
